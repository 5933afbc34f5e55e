package org.sentinelbridge.running;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.sentinelbridge.console.Browser;

/** The console of a bridge that runs, as an operator uses it when something goes wrong at night. */
@TestMethodOrder(OrderAnnotation.class)
final class ConsoleIT {

    private static final String OPERATE = "a-key-to-operate-that-is-secret-4711";
    private static final String LOOK = "a-key-to-look-that-is-secret-too-0042";
    private static final String ATTACK = "<img src=x onerror=window.hacked=1>";
    private static final String NO_WRITES = "{\"match\":{\"method\":\"PUT\"},\"status\":403}";

    private static final ContainsTextOptions CHECKED = new ContainsTextOptions().setTimeout(20_000);

    @TempDir
    private static Path home;

    private static Browser browser;
    private static StandIn azure;
    private static Map<String, String> settings;
    private static RunningBridge bridge;
    private static String console;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        azure = new StandIn();
        azure.disturb("{\"throttle\":false}");
        var port = Project.freePort();
        console = "http://127.0.0.1:" + port + "/console/";
        settings = azure.settings();
        settings.put("management.port", String.valueOf(port));
        settings.put("management.key", OPERATE);
        settings.put("management.read-key", LOOK);
        bridge = RunningBridge.start(home, settings);
    }

    @AfterAll
    static void stop() {
        if (bridge != null) {
            bridge.close();
            azure.close();
            browser.close();
        }
    }

    @AfterEach
    void nothingIsComplainedAbout() {
        azure.leaveInPeace();
        assertThat(browser.complaints()).isEmpty();
        browser.closePages();
    }

    @Test
    @Order(1)
    void aCaseThatIsPushedIsSeenAtOnce() {
        var page = open("runs");
        assertThat(page.getByText("Nothing has run yet.")).isVisible();
        assertThat(bridge.caller().post(Caller.create("case-1")).statusCode()).isEqualTo(200);
        var row = row(page, "case-1");
        assertThat(row).containsText(Pattern.compile("delivered.*case-webhook.*create-incident"));
        row.getByRole(AriaRole.LINK).click();
        assertThat(page.locator(".detail")).containsText("HTTP 200");
        assertThat(page.locator(".detail a.portal"))
                .hasAttribute("href", Pattern.compile("^https://portal.azure.com/.*Incidents/[-0-9a-f]{36}$"));
    }

    @Test
    @Order(2)
    void whatFailsIsExplainedReplayedAndDone() {
        azure.disturb(NO_WRITES);
        assertThat(push("case-2", ATTACK).statusCode()).isEqualTo(502);
        azure.leaveInPeace();
        var page = open("runs?outcome=parked");
        row(page, "case-2").getByRole(AriaRole.LINK).click();
        assertThat(page.locator(".detail .why")).containsText("Microsoft Sentinel Responder");
        assertThat(page.locator(".steps > ol li.failed")).containsText("call-sentinel-read-answer");
        Browser.shoot(page, "bridge-run-parked");
        page.getByText("Open the parked message").click();
        assertThat(page.locator("pre")).containsText("\"case_title\": \"" + ATTACK + "\"");
        Browser.shoot(page, "bridge-parked");
        button(page, "Replay").click();
        assertThat(page.getByText("Sentinel has it, as incident")).isVisible();
        assertThat(page.getByText("This message is no longer parked")).isVisible();
        assertThat(azure.incidents().toString()).contains(ATTACK);
        page.getByText("Open the run").click();
        assertThat(page.locator(".detail")).containsText(Pattern.compile("delivered.*replay"));
        assertThat(page.evaluate("() => window.hacked")).isNull();
    }

    @Test
    @Order(3)
    void aBodyIsMendedBeforeItIsReplayed() {
        var answer = bridge.caller().send(bridge.caller().to("/alerts").POST(BodyPublishers.ofString(
                "{\"alerts\":[{\"kibana\":{\"alert\":{\"uuid\":\"mended-1\",\"severity\":\"high\"}}}")));
        assertThat(answer.statusCode()).isEqualTo(400);
        var page = open("parked/" + Caller.json(answer).path("parked_id").asText());
        button(page, "Replay").click();
        assertThat(page.locator(".result")).containsText("cannot be read");
        button(page, "Edit").click();
        assertThat(page.getByText("No valid JSON yet")).isVisible();
        page.getByLabel("Edited body")
                .fill("{\"alerts\":[{\"kibana\":{\"alert\":{\"uuid\":\"mended-1\",\"severity\":\"high\"}}}]}");
        button(page, "Replay edited body").click();
        assertThat(page.getByText("This message is no longer parked")).isVisible();
        await().untilAsserted(() -> assertThat(azure.alerts()).contains("mended-1"));
    }

    @Test
    @Order(4)
    void manyAreReplayedAndTheRestIsDiscarded() {
        azure.disturb(NO_WRITES);
        for (var i = 0; i < 5; i++) {
            push("many-" + i, "Title " + i);
        }
        push("odd-1", "A drill");
        azure.leaveInPeace();
        var page = open("parked?text=many-");
        assertThat(rows(page)).hasCount(5);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replay all 5")).click();
        page.getByRole(AriaRole.DIALOG).getByText("Replay 5 messages").click();
        assertThat(page.locator("#job")).containsText("5 of 5 messages");
        assertThat(page.locator("#job .job-tally")).containsText(Pattern.compile("delivered5.*Done"));
        assertThat(page.getByText("No parked message matches these filters.")).isVisible();
        Browser.shoot(page, "bridge-replay-of-many");
        assertThat(azure.incidents()).filteredOn(incident -> incident.toString().contains("elastic-case:many-")).hasSize(5);
        page.navigate(console + "#/parked?case=odd-1");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Discard all 1")).click();
        page.getByLabel("Reason").fill("A drill of the red team " + ATTACK);
        page.getByRole(AriaRole.DIALOG).getByText("Discard 1 message").click();
        assertThat(rows(page)).hasCount(0);
        page.navigate(console + "#/runs?text=red+team");
        assertThat(rows(page)).hasCount(1);
        assertThat(rows(page).first()).containsText(Pattern.compile("discard.*A drill of the red team <img"));
    }

    @Test
    @Order(5)
    void connectionsAreChecked() {
        azure.disturb("{\"role\":false}");
        var page = open("connections");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check now")).click();
        var sentinel = page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHas(
                page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Microsoft Sentinel"))));
        assertThat(sentinel).containsText(Pattern.compile("Failing.*role"), CHECKED);
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("event-hubs.connection-string");
        Browser.shoot(page, "bridge-connections");
        azure.disturb("{\"role\":true}");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check now")).click();
        assertThat(sentinel.locator(".card-head")).containsText("OK", CHECKED);
    }

    @Test
    @Order(6)
    void setupNamesThisBridge() {
        var page = open("setup");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy JSON of Update case, case connector")).click();
        assertThat((String) page.evaluate("() => navigator.clipboard.readText()"))
                .contains("\"action\": \"update-incident\"", "{{{case.title}}}", "{{{external.system.id}}}");
        assertThat(page.getByRole(AriaRole.MAIN)).containsText("http://127.0.0.1:" + bridge.port() + "/cases");
        assertThat(page.getByRole(AriaRole.MAIN)).not().containsText(RunningBridge.KEY);
    }

    @Test
    @Order(7)
    void aKeyThatIsWrongOpensNothing() {
        var page = browser.page("not-the-key");
        assertThat(page.navigate(console).status()).isEqualTo(401);
        assertThat(page.locator("h1")).hasCount(0);
    }

    @Test
    @Order(8)
    void aKeyToLookShowsAndDoesNothing() {
        azure.disturb(NO_WRITES);
        push("look-1", "A case");
        var page = browser.page(LOOK, ColorScheme.DARK, 1440, 900);
        page.navigate(console + "#/parked?case=look-1");
        assertThat(rows(page)).hasCount(1);
        assertThat(page.getByText("Read only")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replay all 1"))).isDisabled();
        Browser.assertAccessible(page);
        Browser.shoot(page, "bridge-read-only");
        var status = page.evaluate("() => fetch('../manage/parked/replay', {method: 'POST', body: '{}',"
                + " headers: {'X-Requested-With': 'sentinel-bridge'}}).then(answer => answer.status)");
        assertThat(status).isEqualTo(403);
    }

    @Test
    @Order(9)
    void aBridgeThatIsStartedAgainIsFoundAgain() {
        var page = open("runs");
        assertThat(row(page, "case-1")).isVisible();
        bridge.program().kill();
        assertThat(page.getByText("The bridge does not answer.")).isVisible();
        assertThat(row(page, "case-1")).isVisible();
        bridge = RunningBridge.startAgain(home, settings);
        assertThat(bridge.caller().post(Caller.create("case-again")).statusCode()).isEqualTo(200);
        assertThat(row(page, "case-again")).isVisible();
        assertThat(page.getByText("The bridge does not answer.")).hasCount(0);
    }

    private static HttpResponse<String> push(String caseId, String title) {
        return bridge.caller().post(Caller.create(caseId).replace("A case", title));
    }

    private static Page open(String view) {
        var page = browser.page(OPERATE);
        page.navigate(console + "#/" + view);
        return page;
    }

    private static Locator rows(Page page) {
        return page.locator("tbody").getByRole(AriaRole.ROW);
    }

    private static Locator row(Page page, String text) {
        return rows(page).filter(new Locator.FilterOptions().setHasText(text)).first();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
