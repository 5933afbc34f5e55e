package org.sentinelbridge.component;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultEndpoint;

/** The options of an endpoint as its Java classes have them, without a look at metadata. */
final class RealOptions {

    private RealOptions() {}

    /** All that can be set at the endpoint or its configuration, but for the parts of its path. */
    static Set<String> settable(Endpoint endpoint, Set<String> path) {
        return holders(endpoint).stream()
                .flatMap(holder -> ourMethods(holder.getClass()))
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .map(method -> method.getName().substring(3, 4).toLowerCase(Locale.ROOT) + method.getName().substring(4))
                .filter(name -> !path.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the getter answers. */
    static Object value(Endpoint endpoint, String option) throws NoSuchMethodException {
        var name = option.substring(0, 1).toUpperCase(Locale.ROOT) + option.substring(1);
        return holders(endpoint).stream()
                .flatMap(holder -> Arrays.stream(holder.getClass().getMethods())
                        .filter(method -> Set.of("get" + name, "is" + name).contains(method.getName()))
                        .map(method -> Optional.ofNullable(call(method, holder))))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException("get" + name))
                .orElse(null);
    }

    private static List<Object> holders(Endpoint endpoint) {
        return Stream.concat(
                        Stream.of((Object) endpoint),
                        ourMethods(endpoint.getClass())
                                .filter(method -> method.getName().equals("getConfiguration"))
                                .map(method -> call(method, endpoint)))
                .toList();
    }

    private static Stream<Method> ourMethods(Class<?> type) {
        return type == DefaultEndpoint.class || type == Object.class
                ? Stream.empty()
                : Stream.concat(
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge()),
                        ourMethods(type.getSuperclass()));
    }

    private static Object call(Method method, Object holder) {
        try {
            method.setAccessible(true);
            return method.invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
