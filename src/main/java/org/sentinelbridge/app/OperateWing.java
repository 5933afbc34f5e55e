package org.sentinelbridge.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.sentinelbridge.base.runs.RunTable;
import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.base.settings.SettingsException;
import org.sentinelbridge.component.parked.Discards;
import org.sentinelbridge.component.parked.ParkedMessages;
import org.sentinelbridge.elastic.kibana.ConnectorScreens;
import org.sentinelbridge.http.webhook.WebhookServer;
import org.sentinelbridge.operate.doctor.CertificateMeters;
import org.sentinelbridge.operate.doctor.Doctor;
import org.sentinelbridge.operate.doctor.Side;
import org.sentinelbridge.operate.manage.ManageServer;

/** What the management port shows of all the others. */
final class OperateWing implements Wing {

    private final Settings settings;
    private final ManageServer server;

    OperateWing(CamelContext context, Settings settings, BaseWing base, AzureWing azure, ComponentWing component, WebhookServer webhooks) {
        this.settings = settings;
        settings.number("management.port", 0, 65_535);
        var sentinel = azure.sentinel();
        var ofSentinel = Stream.concat(Stream.of(sentinel.wellbeing()), component.polling().stream()).toList();
        var pulses = SidePulses.of(context);
        pulses.add(Side.SENTINEL, () -> {
            var pulse = SidePulses.pulse(ofSentinel).withRate(sentinel.rateLeft());
            return component.caseHealth().map(cases -> cases.pulse(pulse)).orElse(pulse);
        });
        CertificateMeters.bind(Meters.of(context), settings);
        var store = base.store();
        var conversations = component.conversations();
        server = new ManageServer(settings)
                .observe(context, Meters.of(context))
                .runs(new RunTable(store))
                .parked(new ParkedMessages(store.jdbi()), component.replays(), new Discards(store, base.journal()))
                .cases(conversations.list(ConversationHealth.TOPIC), incident -> conversations.retry(ConversationHealth.TOPIC, incident))
                .connections(() -> Doctor.connections(settings, pulses.all()))
                .setup(ConnectorScreens.of(settings, webhooks.url()), Flows.of(settings), settings.flag("sandbox.enabled"));
    }

    ManageServer server() {
        return server;
    }

    /** Two bridges beside each other by mistake are told so before the second has let anybody in. */
    @Override
    public void begin() {
        var port = settings.number("management.port", 0, 65_535);
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(settings.text("management.host"), port));
        } catch (IOException e) {
            throw new SettingsException("management.port", "cannot listen on " + settings.text("management.host") + ":" + port
                    + ": " + e.getMessage() + "; is another bridge running?");
        }
    }

    @Override
    public void serve() {
        server.listen();
    }

    @Override
    public void end() {
        server.close();
    }
}
