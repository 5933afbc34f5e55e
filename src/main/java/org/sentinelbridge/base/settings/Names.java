package org.sentinelbridge.base.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names that settings have: those of the application.properties that the bridge comes with. Whoever edits routes may add settings of
 * their own; one that begins like the bridge's, and is in no route, is a typing error that would go unseen.
 */
public final class Names {

    /** As far as two letters that changed their places. */
    private static final int NEAR = 2;
    /** The environment has names of others that are near short ones. */
    private static final int LONG_ENOUGH = 8;
    private static final List<String> OF_OTHERS = List.of("camel", "logging");

    private final Set<String> known;
    private final Set<String> families;

    Names(Set<String> known) {
        this.known = Set.copyOf(known);
        this.families = known.stream().map(Names::family).filter(family -> !OF_OTHERS.contains(family)).collect(Collectors.toSet());
    }

    /** Of this build. */
    public static Names shipped() {
        var properties = new Properties();
        try (var file = Names.class.getResourceAsStream("application.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Names(properties.stringPropertyNames());
    }

    /**
     * @param given names in the file
     * @param routes the folder whose files may use settings of their own
     * @throws SettingsException if one of them, or a system property, is most likely a name of ours that is misspelt
     */
    public void check(Collection<String> given, Path routes) {
        var all = new TreeSet<>(given);
        System.getProperties().stringPropertyNames().stream().filter(name -> name.contains(".") && nearest(name).isPresent()).forEach(all::add);
        var unknown = all.stream().filter(this::isSuspicious).toList();
        if (!unknown.isEmpty()) {
            var text = text(routes);
            unknown.stream().filter(name -> !text.contains(name)).findFirst().ifPresent(name -> {
                throw new SettingsException(name, "is no setting of the bridge" + nearest(name).map(near -> "; did you mean " + near + "?")
                        .orElse(", and no route uses it. Take it away, or use it in a route as {{" + name + "}}"));
            });
        }
    }

    /** What to say of environment variables that are most likely misspelt settings. Nobody can know whose a variable is. */
    public List<String> warnings(Map<String, String> environment) {
        var variables = known.stream().collect(Collectors.toMap(Names::variable, name -> name, (one, same) -> one));
        return environment.keySet().stream()
                .filter(name -> name.length() >= LONG_ENOUGH && !variables.containsKey(name))
                .sorted()
                .flatMap(name -> nearest(name, variables.keySet()).stream()
                        .map(near -> "The environment variable " + name + " is no setting; " + near + " (" + variables.get(near) + ") is one"))
                .toList();
    }

    private boolean isSuspicious(String name) {
        return !known.contains(name) && !OF_OTHERS.contains(family(name)) && (families.contains(family(name)) || nearest(name).isPresent());
    }

    private Optional<String> nearest(String name) {
        return known.contains(name) ? Optional.empty() : nearest(name, known);
    }

    private static Optional<String> nearest(String name, Set<String> among) {
        return among.stream()
                .filter(other -> Math.abs(other.length() - name.length()) <= NEAR && distance(name, other) <= NEAR)
                .min(Comparator.<String>comparingInt(other -> distance(name, other)).thenComparing(other -> other));
    }

    private static String family(String name) {
        return name.replaceFirst("\\..*", "");
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** How many letters must be put in, taken out or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    private static String text(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Names::read).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return ""; // told elsewhere
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
