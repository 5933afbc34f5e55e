package org.sentinelbridge.operate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.base.settings.SettingsFile;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchFailure;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchProvisioning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bridge provision elasticsearch}: index templates, retention, an API key. */
@Command(
        name = "elasticsearch",
        description = "Install index templates, set for how long documents are kept, make an API key with the least privileges",
        mixinStandardHelpOptions = true,
        footer = "Exit code: 0 done, 1 it cannot be done, 2 wrong usage or settings")
final class ProvisionElasticsearchCommand implements Callable<Integer> {

    private static final String PASSWORD = "ELASTICSEARCH_PASSWORD";

    @Spec
    private CommandSpec spec;

    @Option(names = "--print", description = "print what to do by hand, and call nobody")
    private boolean print;

    @Option(names = "--user", paramLabel = "NAME", description = "who installs; only a user, not a key, can make the bridge's key. The password is"
            + " asked for, unless --password-file or the environment variable " + PASSWORD + " has it. Without: elasticsearch.api-key")
    private Optional<String> user = Optional.empty();

    @Option(names = "--password-file", paramLabel = "FILE", description = "a file that holds the user's password")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(names = "--retention", paramLabel = "TIME", description = "how long documents are kept, such as 90d; none for ever. Without, it stays"
            + " as it is")
    private Optional<String> retention = Optional.empty();

    @Option(names = "--key-expires", paramLabel = "TIME", description = "when the key ends, such as 365d; without, never")
    private Optional<String> keyExpires = Optional.empty();

    @Option(names = "--key-for-templates", description = "let the key install index templates too, so that a newer bridge brings newer ones"
            + " by itself")
    private boolean keyForTemplates;

    @Option(names = "--new-key", description = "make a key even if there is one; the other stays valid")
    private boolean newKey;

    @Override
    public Integer call() throws IOException {
        retention.filter(time -> !time.equals("none")).ifPresent(time -> checkTime("--retention", time));
        keyExpires.ifPresent(time -> checkTime("--key-expires", time));
        try {
            return print ? print() : talk();
        } catch (ElasticsearchFailure e) {
            spec.commandLine().getErr().println((e.getMessage() + ". " + e.advice()).strip());
            return 1;
        } finally {
            spec.commandLine().getOut().flush();
        }
    }

    private int talk() throws IOException {
        var settings = FolderSettings.read();
        settings.safeUrl("elasticsearch.url").orElseThrow(() ->
                new SettingsException("elasticsearch.url", "must be set; for example https://elasticsearch.example.com:9200"));
        try (var provisioning = connect(settings)) {
            say("Elasticsearch " + provisioning.version() + " at " + settings.text("elasticsearch.url"));
            if (isEcs(settings)) {
                provisioning.installTemplates();
            } else {
                say("no templates     elasticsearch.mode=raw leaves them to Elastic's integration");
            }
            retention.ifPresent(time -> provisioning.keepFor(forEver(time), isEcs(settings)));
            if (user.isPresent()) {
                tell(provisioning.makeKey(keyExpires, keyForTemplates, newKey));
            } else {
                say("no key made      --user says who makes it");
            }
        }
        return 0;
    }

    private ElasticsearchProvisioning connect(Settings settings) {
        return user.isPresent()
                ? ElasticsearchProvisioning.as(user.get(), password(), settings, this::say)
                : ElasticsearchProvisioning.withKey(settings, this::say);
    }

    private void tell(Optional<String> key) {
        if (key.isEmpty()) {
            say("as it should be  API key " + ElasticsearchProvisioning.KEY_NAME + " (--new-key makes another one)");
            return;
        }
        say("made             API key " + ElasticsearchProvisioning.KEY_NAME + "; it is shown only this once. Put these into application.properties:");
        say("");
        say("elasticsearch.api-key=" + key.get());
        if (!keyForTemplates) {
            say("elasticsearch.install-templates=false");
        }
    }

    private int print() {
        var settings = SettingsFile.read(SettingsFile.NAME).settings();
        say("# Open Kibana > Dev Tools > Console and send these.");
        ElasticsearchProvisioning.byHand(isEcs(settings), retention.map(ProvisionElasticsearchCommand::forEver), keyExpires, keyForTemplates)
                .forEach(request -> say("\n" + request));
        return 0;
    }

    private static boolean isEcs(Settings settings) {
        return settings.choice("elasticsearch.mode", "ecs", "raw").equals("ecs");
    }

    private static Optional<String> forEver(String time) {
        return time.equals("none") ? Optional.empty() : Optional.of(time);
    }

    private void checkTime(String option, String time) {
        if (!time.matches("[1-9]\\d{0,4}[dhm]")) {
            throw new ParameterException(spec.commandLine(), option + ": '" + time + "' is no time such as 90d or 12h");
        }
    }

    private String password() {
        if (passwordFile.isPresent()) {
            try {
                return Files.readString(passwordFile.get()).strip();
            } catch (IOException e) {
                throw new ParameterException(spec.commandLine(), "--password-file cannot be read: " + e);
            }
        }
        return Optional.ofNullable(System.getenv(PASSWORD))
                .or(() -> Optional.ofNullable(System.console()).map(console -> console.readPassword("Password of %s: ", user.get())).map(String::new))
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "The password of " + user.get() + " is missing: give --password-file or "
                        + PASSWORD));
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
