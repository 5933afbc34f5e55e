package org.sentinelbridge.app.live;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;

/**
 * The beans of the running context as a trial shall see them.
 *
 * @param running where they are
 * @param instead what takes the place of those of the same names
 * @param hidden names of what came from files, which are there again only if a file says so
 */
record Beans(BeanRepository running, Map<String, Object> instead, Set<String> hidden) implements BeanRepository {

    /** Without those of the names that are hidden. */
    static Beans of(BeanRepository running, Map<String, Object> instead, Collection<String> hidden) {
        return new Beans(running, Map.copyOf(instead), Set.copyOf(new HashSet<>(hidden)));
    }

    @Override
    public Object lookupByName(String name) {
        return instead.containsKey(name) ? instead.get(name) : hidden.contains(name) ? null : running.lookupByName(name);
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        if (instead.containsKey(name)) {
            return Optional.of(instead.get(name)).filter(type::isInstance).map(type::cast).orElse(null);
        }
        return hidden.contains(name) ? null : running.lookupByNameAndType(name, type);
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        var found = new LinkedHashMap<>(running.findByTypeWithName(type));
        found.keySet().removeAll(hidden);
        found.keySet().removeAll(instead.keySet());
        instead.forEach((name, bean) -> {
            if (type.isInstance(bean)) {
                found.put(name, type.cast(bean));
            }
        });
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        var found = Collections.newSetFromMap(new IdentityHashMap<T, Boolean>());
        found.addAll(findByTypeWithName(type).values());
        return found;
    }
}
