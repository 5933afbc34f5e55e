package org.sentinelbridge.azure.provisioning;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A deployment of the template, as commands of the Azure CLI.
 *
 * @param template the template's file
 * @param subscription id or name; empty is the one that {@code az} has chosen
 * @param parameters of the template, by name; those that are not there keep their defaults
 */
public record AzureDeployment(Path template, String subscription, String resourceGroup, Map<String, String> parameters) {

    /** Of the deployment, in the history of the resource group. */
    private static final String NAME = "sentinel-bridge";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=-]+");

    public AzureDeployment {
        parameters = new TreeMap<>(parameters);
    }

    /** What would change; changes nothing. */
    public String preview() {
        return command("what-if", List.of("--template-file", template.toString(), "--parameters"), true);
    }

    /** Makes everything, or brings it up to date. */
    public String create() {
        return command("create", List.of("--output", "none", "--template-file", template.toString(), "--parameters"), true);
    }

    /** What the bridge has to know, as JSON. */
    public String outputs() {
        return command("show", List.of("--query", "properties.outputs", "--output", "json"), false);
    }

    private String command(String verb, List<String> more, boolean withParameters) {
        var words = new java.util.ArrayList<>(List.of("az", "deployment", "group", verb, "--name", NAME));
        if (!subscription.isEmpty()) {
            words.addAll(List.of("--subscription", subscription));
        }
        words.addAll(List.of("--resource-group", resourceGroup));
        words.addAll(more);
        if (withParameters) {
            parameters.forEach((name, value) -> words.add(name + "=" + value));
        }
        return words.stream().map(AzureDeployment::quoted).collect(Collectors.joining(" "));
    }

    /** As one word of a shell, whatever it holds. */
    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
