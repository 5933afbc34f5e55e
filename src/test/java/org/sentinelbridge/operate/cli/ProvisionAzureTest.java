package org.sentinelbridge.operate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.bicep.Deployment;
import picocli.CommandLine;

/** The commands that are printed for Azure do what they say when they are typed; a stand-in takes the place of az. */
class ProvisionAzureTest {

    private static final Path TEMPLATE = Path.of("src/main/azure/sentinel-bridge.json");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void typedAsTheyAreTheyDeployTheTemplateAndWriteSettings() throws Exception {
        assertThat(bridge("--resource-group=it's our SOC", "--workspace=soc-logs", "--principal=00000000-0000-4000-8000-000000000003",
                "--rule=NRT", "--without=events")).isZero();
        var asked = folder.resolve("asked");
        var answer = folder.resolve("answer.json");
        Files.writeString(answer, JSON.writeValueAsString(deployed("NRT", "events").outputs()));
        program("az", "printf '%s\\n' \"$@\" >> " + asked + "; case \" $* \" in *' show '*) cat " + answer + ";; esac");
        program("bridge", "exec " + System.getProperty("java.home") + "/bin/java -cp '" + System.getProperty("java.class.path")
                + "' org.sentinelbridge.app.Bridge \"$@\"");

        var written = sh(out.toString());

        assertThat(Files.readAllLines(asked)).containsExactly(
                "deployment", "group", "what-if", "--name", "sentinel-bridge", "--resource-group", "it's our SOC",
                "--template-file", TEMPLATE.toAbsolutePath().toString(), "--parameters",
                "analyticsRule=NRT", "events=false", "principalId=00000000-0000-4000-8000-000000000003", "workspaceName=soc-logs",
                "deployment", "group", "create", "--name", "sentinel-bridge", "--resource-group", "it's our SOC",
                "--output", "none", "--template-file", TEMPLATE.toAbsolutePath().toString(), "--parameters",
                "analyticsRule=NRT", "events=false", "principalId=00000000-0000-4000-8000-000000000003", "workspaceName=soc-logs",
                "deployment", "group", "show", "--name", "sentinel-bridge", "--resource-group", "it's our SOC",
                "--query", "properties.outputs", "--output", "json");
        assertThat(written.lines()).containsExactly(
                "sandbox.enabled=false",
                "azure.cloud=public",
                "azure.tenant-id=00000000-0000-4000-8000-000000000002",
                "sentinel.subscription-id=00000000-0000-4000-8000-000000000001",
                "sentinel.resource-group=soc",
                "sentinel.workspace-name=soc-logs",
                "log-analytics.endpoint=https://rule.example.com",
                "log-analytics.dcr-immutable-id=dcr-1",
                "log-analytics.stream=Custom-ElasticSecurityAlerts_CL");
    }

    @Test
    void everyParameterThatItGivesIsOneOfTheTemplate() throws IOException {
        bridge("--resource-group=soc", "--workspace=soc-logs", "--principal=me", "--without=cases,alerts,events");
        var parameters = JSON.readTree(TEMPLATE.toFile()).path("parameters");
        var given = out.toString().lines().filter(line -> line.contains(" create ")).findFirst().orElseThrow()
                .replaceAll(".*--parameters ", "").split(" ");
        assertThat(given).hasSize(6).allSatisfy(one -> assertThat(parameters.has(one.substring(0, one.indexOf('=')))).as(one).isTrue());
        for (var rule : ProvisionAzureCommand.Rule.values()) {
            assertThat(parameters.at("/analyticsRule/allowedValues")).contains(TextNode.valueOf(rule.name()));
        }
    }

    @Test
    void casesThatGoOverTheAlertRuleAreAskedForByTheSetting() {
        System.setProperty("cases.to", "alert-rule");
        try {
            bridge("--resource-group=soc", "--workspace=soc-logs");
        } finally {
            System.clearProperty("cases.to");
        }
        assertThat(out.toString().lines().filter(line -> line.contains(" create "))).singleElement().asString()
                .endsWith("--parameters analyticsRule=Scheduled casesTo=alert-rule workspaceName=soc-logs");
    }

    @Test
    void withoutAnIdentityItSaysThatNoRolesAreGiven() {
        assertThat(bridge("--resource-group=soc", "--workspace=soc-logs")).isZero();
        assertThat(out.toString()).startsWith("# No roles will be given: --principal").doesNotContain("principalId=");
    }

    @Test
    void itNamesWhatIsMissing() {
        assertThat(bridge("--resource-group=soc")).isEqualTo(2);
        assertThat(err.toString()).contains("--workspace must be given, or sentinel.workspace-name be set in application.properties");
    }

    @Test
    void outputsThatAreNoneAreRefusedWithAReason() throws IOException {
        assertThat(refused("")).contains("no output \"settings\"");
        assertThat(refused("ERROR: not signed in")).contains("no JSON at all");
        assertThat(refused("{\"workspace\": {\"value\": \"soc\"}}")).contains("no output \"settings\"");
        assertThat(refused(settings("sentinel.workspace", "\"soc\""))).contains("no setting sentinel.workspace;", "not of the same version");
        assertThat(refused(settings("sentinel.workspace-name", "1"))).contains("sentinel.workspace-name must be a text");
        assertThat(refused(settings("sentinel.workspace-name", "\"soc\\nwebhook.key=\""))).contains("line ends");
        assertThat(bridge("--outputs=" + folder.resolve("none.json"))).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file " + folder.resolve("none.json"));
    }

    @Test
    void aWholeDeploymentWillDoToo() throws IOException {
        var file = Files.writeString(folder.resolve("deployment.json"),
                "{\"properties\": {\"outputs\": " + settings("sentinel.workspace-name", "\"back\\\\slash\"") + "}}");
        assertThat(bridge("--outputs=" + file)).isZero();
        assertThat(out.toString().lines()).containsExactly("sandbox.enabled=false", "sentinel.workspace-name=back\\\\slash");
    }

    private String refused(String outputs) throws IOException {
        err.getBuffer().setLength(0);
        assertThat(bridge("--outputs=" + Files.writeString(folder.resolve("outputs.json"), outputs))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        return err.toString();
    }

    private static String settings(String name, String value) {
        return "{\"settings\": {\"type\": \"Object\", \"value\": {\"" + name + "\": " + value + "}}}";
    }

    private int bridge(String... arguments) {
        return new CommandLine(new ProvisionAzureCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void program(String name, String script) throws IOException {
        assertThat(Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n").toFile().setExecutable(true)).isTrue();
    }

    /** What a shell writes that finds our programs first. */
    private String sh(String commands) throws Exception {
        var builder = new ProcessBuilder(List.of("sh", "-e", "-c", commands)).redirectErrorStream(true);
        builder.environment().merge("PATH", folder + ":", (path, first) -> first + path);
        var process = builder.start();
        process.getOutputStream().close();
        var written = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(written).isZero();
        return written;
    }

    private static Deployment deployed(String rule, String without) throws IOException {
        var parameters = new TreeMap<String, JsonNode>(Map.of(
                "workspaceName", TextNode.valueOf("soc-logs"),
                "analyticsRule", TextNode.valueOf(rule),
                without, JSON.readTree("false")));
        var made = Map.of(
                "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/soc"
                        + "/providers/Microsoft.Insights/dataCollectionRules/sentinel-bridge-alerts",
                JSON.readTree("{\"immutableId\": \"dcr-1\", \"endpoints\": {\"logsIngestion\": \"https://rule.example.com\"}}"));
        return new Deployment(JSON.readTree(TEMPLATE.toFile()), parameters, made);
    }
}
