package org.sentinelbridge.operate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.sentinelbridge.azure.CaseSettings;
import org.sentinelbridge.azure.provisioning.AzureDeployment;
import org.sentinelbridge.azure.provisioning.DeploymentOutputs;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bridge provision azure}: prints what to do in Azure, and makes settings of what comes of it. Calls nothing. */
@Command(
        name = "azure",
        description = {
            "Print the commands that make in Azure what the bridge needs there.",
            "With --outputs, print the settings that follow from a deployment."},
        mixinStandardHelpOptions = true)
final class ProvisionAzureCommand implements Callable<Integer> {

    /** What can be left out; the words of the template's parameters. */
    enum Part { cases, alerts, events }

    /** How incidents are made of alerts' rows; the words of the template's parameter. */
    enum Rule { Scheduled, NRT, none }

    /** In the distribution, and in the project. */
    private static final List<Path> TEMPLATES =
            List.of(Path.of("azure", "sentinel-bridge.json"), Path.of("src", "main", "azure", "sentinel-bridge.json"));

    @Spec
    private CommandSpec spec;

    @Option(names = "--print", description = "Print, as it always does; the bridge has no right to do more in Azure")
    private boolean print;

    @Option(names = "--resource-group", paramLabel = "NAME", description = "Of the workspace; else sentinel.resource-group")
    private Optional<String> resourceGroup;

    @Option(names = "--workspace", paramLabel = "NAME", description = "Of Microsoft Sentinel; else sentinel.workspace-name")
    private Optional<String> workspace;

    @Option(names = "--principal", paramLabel = "ID", description = "Object id of the identity that gets the roles")
    private Optional<String> principal;

    @Option(names = "--rule", paramLabel = "KIND", defaultValue = "Scheduled",
            description = "Rule that makes incidents of alerts: ${COMPLETION-CANDIDATES}")
    private Rule rule;

    @Option(names = "--without", paramLabel = "PART", split = ",", description = "Leave out: ${COMPLETION-CANDIDATES}")
    private Set<Part> without = Set.of();

    @Option(names = "--outputs", paramLabel = "FILE", description = "Outputs of the deployment; - is the standard input")
    private Optional<String> outputs;

    @Override
    public Integer call() throws IOException {
        var file = SettingsFile.read(SettingsFile.NAME);
        if (outputs.isPresent()) {
            printSettings(outputs.get(), new DeploymentOutputs(file.names()));
        } else {
            printCommands(file.settings());
        }
        return 0;
    }

    private void printCommands(Settings settings) {
        var parameters = new TreeMap<String, String>();
        parameters.put("workspaceName", value(workspace, settings, "--workspace", "sentinel.workspace-name"));
        principal.ifPresent(id -> parameters.put("principalId", id));
        if (CaseSettings.goOverRule(settings)) {
            parameters.put("casesTo", settings.text("cases.to"));
        }
        parameters.put("analyticsRule", rule.name());
        without.forEach(part -> parameters.put(part.name(), "false"));
        var deployment = new AzureDeployment(
                template(),
                settings.find("sentinel.subscription-id").orElse(""),
                value(resourceGroup, settings, "--resource-group", "sentinel.resource-group"),
                parameters);
        var out = spec.commandLine().getOut();
        if (principal.isEmpty()) {
            out.println("# No roles will be given: --principal names the identity that the bridge signs in with. Its object id:");
            out.println("#   az identity show --resource-group GROUP --name NAME --query principalId");
            out.println("#   az ad sp show --id CLIENT-ID --query id");
        }
        tell(out, "See what would change:", deployment.preview());
        tell(out, "Make it. Needs Contributor and User Access Administrator on the resource group:", deployment.create());
        tell(out, "Settings for application.properties:", deployment.outputs() + " | bridge provision azure --outputs=-");
        out.flush();
    }

    private static void tell(PrintWriter out, String what, String command) {
        out.println("# " + what);
        out.println(command);
    }

    private void printSettings(String place, DeploymentOutputs reader) throws IOException {
        List<String> lines;
        try (InputStream json = place.equals("-") ? System.in : Files.newInputStream(Path.of(place))) {
            lines = reader.lines(json);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new ParameterException(spec.commandLine(), "--outputs: there is no file " + Path.of(place).toAbsolutePath());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--outputs: " + e.getMessage());
        }
        var out = spec.commandLine().getOut();
        out.println("sandbox.enabled=false");
        lines.forEach(out::println);
        out.flush();
    }

    private String value(Optional<String> option, Settings settings, String name, String property) {
        return option.or(() -> settings.find(property)).orElseThrow(() -> new ParameterException(
                spec.commandLine(), name + " must be given, or " + property + " be set in " + SettingsFile.NAME));
    }

    private Path template() {
        return TEMPLATES.stream().filter(Files::exists).findFirst().map(Path::toAbsolutePath).orElseThrow(() -> new ParameterException(
                spec.commandLine(), "The template " + TEMPLATES.get(0).toAbsolutePath() + " is not there"));
    }
}
