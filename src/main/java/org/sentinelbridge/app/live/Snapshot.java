package org.sentinelbridge.app.live;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * What the routes folder held at one moment. It is tried and taken over from memory, so that what serves is what was tried,
 * whatever is saved meanwhile.
 *
 * @param folder the folder as it was named
 * @param files what each file that matters held, by its path below the folder
 */
record Snapshot(Path folder, Map<String, String> files) {

    private static final String MAPPINGS = "mappings/";
    private static final String SCHEMAS = "schemas/";
    private static final String ROUTE = ".camel.yaml";
    private static final Pattern ELEMENT = Pattern.compile("(?m)^- *([\\w-]+) *:");
    private static final Pattern POLICY = Pattern.compile("(?m)^- *routeConfiguration *:\\s*\\R +id *: *\"?[\\w-]");
    private static final String USES_POLICY = "routeConfigurationId";
    private static final Set<String> OF_ITS_FILE_ALONE = Set.of("route", "from");

    Snapshot {
        files = new TreeMap<>(files);
    }

    /** Whether a file at this path below the folder is part of what serves. */
    static boolean counts(String path) {
        return isRoute(path) || isIn(MAPPINGS, path, ".jslt") || isIn(SCHEMAS, path, ".json");
    }

    static boolean isRoute(String path) {
        return path.endsWith(ROUTE);
    }

    private static boolean isIn(String folder, String path, String suffix) {
        return path.startsWith(folder) && path.endsWith(suffix) && path.indexOf('/', folder.length()) < 0;
    }

    Set<String> routeFiles() {
        return files.keySet().stream().filter(Snapshot::isRoute).collect(Collectors.toCollection(TreeSet::new));
    }

    Map<String, String> mappings() {
        return in(MAPPINGS);
    }

    Map<String, String> schemas() {
        return in(SCHEMAS);
    }

    private Map<String, String> in(String part) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(part) && !isRoute(file.getKey()))
                .collect(Collectors.toMap(file -> file.getKey().substring(part.length()), Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    /** What Camel loads; its location is that of the file, which tools show. */
    Resource resource(String file) {
        return ResourceHelper.fromBytes(location(file), files.get(file).getBytes(StandardCharsets.UTF_8));
    }

    List<Resource> resources(Collection<String> some) {
        return some.stream().map(this::resource).toList();
    }

    String location(String file) {
        return "file:" + folder.resolve(file);
    }

    /** The path below the folder that a location of Camel's names, or the location itself if it lies elsewhere. */
    String path(String location) {
        var start = location("");
        var path = location.startsWith(start) ? location.substring(start.length()) : location;
        return path.startsWith("/") ? path.substring(1) : path;
    }

    /** The files that came, went or hold something else in the other. */
    Set<String> differing(Snapshot other) {
        var all = new TreeSet<>(files.keySet());
        all.addAll(other.files.keySet());
        all.removeIf(file -> files.containsKey(file) && files.get(file).equals(other.files.get(file)));
        return all;
    }

    /** This one, but with one file as it is in the other. */
    Snapshot with(String file, Snapshot other) {
        var mixed = new TreeMap<>(files);
        if (other.files.containsKey(file)) {
            mixed.put(file, other.files.get(file));
        } else {
            mixed.remove(file);
        }
        return new Snapshot(folder, mixed);
    }

    /** The route files whose routes must be made anew if this takes the place of the other; mappings and schemas left aside. */
    Set<String> madeAnew(Snapshot other) {
        var changed = differing(other);
        var shared = changed.stream().filter(file -> isShared(file) || other.isShared(file)).toList();
        var policiesOnly = shared.stream().allMatch(file -> hasOnlyPolicies(file) && other.hasOnlyPolicies(file));
        var files = routeFiles();
        if (shared.isEmpty()) {
            files.retainAll(changed);
        } else if (policiesOnly) {
            files.removeIf(file -> !changed.contains(file) && !this.files.get(file).contains(USES_POLICY));
        }
        return files;
    }

    /** Each with an id, so that only routes that name it have it; one without is that of every route which names none. */
    private boolean hasOnlyPolicies(String file) {
        var text = files.getOrDefault(file, "");
        return ELEMENT.matcher(text).results().count() == POLICY.matcher(text).results().count();
    }

    /** Whether routes of other files depend on this one, because it holds a policy, beans, or anything but routes. */
    boolean isShared(String file) {
        if (!files.containsKey(file)) {
            return false;
        }
        var elements = ELEMENT.matcher(files.get(file)).results().map(found -> found.group(1)).toList();
        return elements.isEmpty() || !OF_ITS_FILE_ALONE.containsAll(elements);
    }
}
