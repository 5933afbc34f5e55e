package org.sentinelbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's pages, with answers of a bridge that is pretended. */
final class ConsolePageIT {

    private static final String ROLE = "The bridge's identity lacks the role Microsoft Sentinel Responder";
    private static final String THROTTLED = "Sentinel throttles for ever";

    private static Browser browser;
    private static PretendedBridge bridge;

    @BeforeAll
    static void start() {
        browser = Browser.start();
        bridge = new PretendedBridge();
    }

    @AfterAll
    static void stop() {
        if (bridge != null) {
            bridge.close();
            browser.close();
        }
    }

    @BeforeEach
    void empty() {
        bridge.reset();
        bridge.put("connections", Sample.connections());
        bridge.put("setup", Sample.setup());
    }

    @AfterEach
    void nothingIsComplainedAbout() {
        assertThat(browser.complaints()).isEmpty();
        browser.closePages();
    }

    @Test
    void emptyPagesSayWhatToDo() {
        var page = open("runs");
        assertThat(page.getByText("Nothing has run yet.")).isVisible();
        page.locator("main a").getByText("Setup").click();
        assertThat(heading(page, "Setup")).isVisible();
        page.navigate(bridge.url() + "#/parked");
        assertThat(page.getByText("Nothing is parked.")).isVisible();
        assertThat(button(page, "Replay all")).isDisabled();
        page.navigate(bridge.url() + "#/runs?text=nowhere");
        assertThat(page.getByText("No run matches these filters.")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runsComeInByThemselves(boolean withEvents) {
        if (!withEvents) {
            bridge.withoutEvents();
        }
        var page = open("runs");
        assertThat(page.getByText("Nothing has run yet.")).isVisible();
        bridge.happens(Sample.run("run-1", "delivered", "create-incident", "case-1", ""));
        assertThat(rows(page)).hasCount(1);
        bridge.happens(Sample.run("run-2", "refused", "update-incident", "case-2", ROLE));
        assertThat(rows(page)).hasCount(2);
        assertThat(rows(page).first()).containsText(Pattern.compile("refused.*update-incident.*case-2.*lacks the role"));
        button(page, "Live").click();
        bridge.happens(Sample.run("run-3", "delivered", "create-incident", "case-3", ""));
        button(page, "Paused").click();
        assertThat(rows(page)).hasCount(3);
    }

    @Test
    void filtersAreInTheAddressAndHoldForNewRuns() {
        bridge.happens(Sample.run("run-1", "delivered", "create-incident", "case-1", ""));
        bridge.happens(Sample.run("run-2", "failed", "create-incident", "case-2", ROLE));
        bridge.happens(Sample.alertRun("run-3", 17));
        var page = open("runs");
        assertThat(rows(page)).hasCount(3);
        page.getByLabel("Flow").selectOption("case-webhook");
        assertThat(rows(page)).hasCount(2);
        page.getByLabel("Text").fill("responder");
        assertThat(rows(page)).hasCount(1);
        assertThat(page).hasURL(Pattern.compile("#/runs\\?flow=case-webhook&text=responder"));
        bridge.happens(Sample.run("run-4", "delivered", "create-incident", "case-4", ""));
        bridge.happens(Sample.run("run-5", "parked", "create-incident", "case-5", ROLE));
        assertThat(rows(page)).hasCount(2);
        page.reload();
        assertThat(page.getByLabel("Flow")).hasValue("case-webhook");
        assertThat(page.getByLabel("Text")).hasValue("responder");
        assertThat(rows(page)).hasCount(2);
        button(page, "Clear filters").click();
        assertThat(rows(page)).hasCount(5);
        page.getByLabel("Outcome").selectOption("parked");
        page.getByLabel("Started").selectOption("Last hour");
        page.getByLabel("Case").fill("case-5");
        assertThat(rows(page)).hasCount(1);
        page.getByLabel("Incident").fill("no such incident");
        assertThat(page.getByText("No run matches these filters.")).isVisible();
    }

    @Test
    void nothingMovesAwayUnderWhoeverReads() {
        for (var i = 0; i < 70; i++) {
            bridge.happens(Sample.run("run-" + i, "delivered", "create-incident", "case-" + i, ""));
        }
        var page = open("runs");
        assertThat(rows(page)).hasCount(50);
        button(page, "Show older runs").click();
        assertThat(rows(page)).hasCount(70);
        assertThat(button(page, "Show older runs")).hasCount(0);
        rows(page).nth(30).getByRole(AriaRole.LINK).focus();
        bridge.happens(Sample.run("run-new", "delivered", "create-incident", "case-new", ""));
        button(page, "Show 1 new run").click();
        assertThat(rows(page)).hasCount(71);
        assertThat(rows(page).first()).containsText("case-new");
    }

    @Test
    void aRunTellsWhatHappenedStepByStep() {
        bridge.happens(Sample.run("run-1", "delivered", "create-incident", "case-1", ""));
        bridge.happens(Sample.run("run-2", "failed", "update-incident", "case-1", ROLE));
        var page = open("runs");
        rows(page).first().getByText("update-incident").click();
        assertThat(page).hasURL(Pattern.compile("#/runs/run-2$"));
        assertThat(heading(page, "update-incident")).isFocused();
        var detail = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("run").setExact(true));
        assertThat(detail).containsText(ROLE);
        assertThat(detail.locator(".steps li")).hasCount(4);
        assertThat(detail.locator(".steps li.failed")).containsText(Pattern.compile("write-incident-put.*failed here.*258 ms"));
        assertThat(detail.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Open in Sentinel"))).hasAttribute("href",
                "https://portal.azure.com/#asset/Incidents/6a8690d3-ed43-5b1e-8b22-311698a86df5");
        detail.getByText("Other runs of this case").scrollIntoViewIfNeeded();
        detail.locator(".related a").click();
        assertThat(heading(page, "create-incident")).isFocused();
        page.keyboard().press("Escape");
        assertThat(rows(page).nth(1).getByRole(AriaRole.LINK)).isFocused();
        assertThat(page).hasURL(Pattern.compile("#/runs$"));
    }

    @Test
    void timesAreLocalWithUtcBesideThem() {
        bridge.happens(Sample.run("run-1", "delivered", "create-incident", "case-1", "").replaceFirst("\"20[^\"]+Z\"", "\"2026-03-31T08:10:54.778Z\""));
        var page = open("runs");
        var time = rows(page).first().locator("time");
        assertThat(time).hasText(Pattern.compile("31 Mar.*, 10:10:54"));
        assertThat(time).hasAttribute("title", "2026-03-31 08:10:54.778 UTC");
    }

    @Test
    void aBodyIsShownForReadingAndNotChanged() {
        bridge.park(Sample.parked("m-1", "case-1", ROLE, "{\"id\":12345678901234567890,\"list\":[],\"title\":\"a, b: {c}\"}"));
        var page = open("parked");
        rows(page).first().getByText("create-incident").click();
        assertThat(page.locator("pre")).hasText("{\n  \"id\": 12345678901234567890,\n  \"list\": [],\n  \"title\": \"a, b: {c}\"\n}");
        button(page, "As received").click();
        assertThat(page.locator("pre")).hasText("{\"id\":12345678901234567890,\"list\":[],\"title\":\"a, b: {c}\"}");
        button(page, "Copy the body").click();
        assertThat(clipboard(page)).isEqualTo("{\"id\":12345678901234567890,\"list\":[],\"title\":\"a, b: {c}\"}");
    }

    @Test
    void whatIsEditedSurvivesEverythingUntilItIsReplayed() {
        bridge.park(Sample.parked("m-1", "case-1", THROTTLED, "{\"case_severity\":\"urgent\"}"));
        var page = open("parked/m-1");
        button(page, "Replay").last().click();
        assertThat(page.getByText("Sentinel refuses it still")).isVisible();
        button(page, "Edit").click();
        var editor = page.getByLabel("Edited body");
        editor.fill("{\"case_severity\":");
        assertThat(page.getByText("No valid JSON yet")).isVisible();
        editor.fill("{\"case_severity\":\"high\"}");
        bridge.park(Sample.parked("m-2", "case-2", ROLE, "{}"));
        assertThat(rows(page)).hasCount(2);
        assertThat(editor).hasValue("{\"case_severity\":\"high\"}");
        assertThat(editor).isFocused();
        page.getByRole(AriaRole.NAVIGATION).getByText("Setup").click();
        assertThat(heading(page, "Setup")).isVisible();
        page.reload();
        page.getByRole(AriaRole.NAVIGATION).getByText("Parked").click();
        var row = rows(page).filter(new Locator.FilterOptions().setHasText("case-1"));
        assertThat(row).containsText("edited");
        row.getByRole(AriaRole.LINK).click();
        assertThat(page.getByLabel("Edited body")).hasValue("{\"case_severity\":\"high\"}");
        button(page, "Replay edited body").click();
        assertThat(page.getByText("Sentinel has it")).isVisible();
        assertThat(page.getByText("This message is no longer parked")).isVisible();
        assertThat(rows(page)).hasCount(1);
        assertThat(bridge.operations()).last().isEqualTo("POST parked/m-1/replay {\"body\":\"{\\\"case_severity\\\":\\\"high\\\"}\"}");
    }

    @Test
    void bytesThatAreNoTextAreShownAsFarAsTheyCan() {
        bridge.park(Sample.parked("m-1", "", ROLE, "eyJhIjr/fQ==").replace("\"encoding\":\"text\"", "\"encoding\":\"base64\""));
        var page = open("parked/m-1");
        assertThat(page.locator("pre")).hasText("{\"a\":\uFFFD}");
        assertThat(page.getByText("Its bytes are no UTF-8 text")).isVisible();
    }

    @Test
    void discardingTakesAReason() {
        bridge.park(Sample.parked("m-1", "case-1", ROLE, "{}"));
        var page = open("parked/m-1");
        button(page, "Discard …").last().click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByLabel("Reason")).isFocused();
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Discard message")).click();
        assertThat(dialog).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        assertThat(bridge.operations()).isEmpty();
        button(page, "Discard …").last().click();
        dialog.getByLabel("Reason").fill("A drill of the red team");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Discard message")).click();
        assertThat(page.getByText("Nothing is parked.")).isVisible();
        assertThat(bridge.operations()).containsExactly("POST parked/m-1/discard {\"reason\":\"A drill of the red team\"}");
    }

    @Test
    void manyAreReplayedOneByOneUntilSomebodyStops() {
        bridge.holdReplays();
        for (var i = 10; i < 16; i++) {
            bridge.park(Sample.parked("m-" + i, "case-" + i, i == 11 ? THROTTLED : ROLE, "{}"));
        }
        bridge.park(Sample.parked("m-99", "case-99", "something else", "{}"));
        var page = open("parked?text=e");
        page.getByLabel("Text").fill(" th");
        page.navigate(bridge.url() + "#/parked?flow=case-webhook&step=write-incident-put");
        assertThat(rows(page)).hasCount(7);
        rows(page).filter(new Locator.FilterOptions().setHasText("case-99")).getByRole(AriaRole.CHECKBOX).check();
        assertThat(button(page, "Replay 1 selected")).isEnabled();
        rows(page).filter(new Locator.FilterOptions().setHasText("case-99")).getByRole(AriaRole.CHECKBOX).uncheck();
        button(page, "Replay all 7").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("Replay all 7 messages of this filter?");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Replay 7 messages")).click();
        var job = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Replay"));
        assertThat(job).containsText("0 of 7 messages");
        bridge.letReplay(3);
        assertThat(job).containsText("3 of 7 messages");
        assertThat(job.locator(".job-tally")).containsText(Pattern.compile("delivered2.*parked1"));
        assertThat(job.locator("li").nth(1)).containsText("Sentinel refuses it still");
        page.getByRole(AriaRole.NAVIGATION).getByText("Connections").click();
        bridge.letReplay(1);
        assertThat(job).containsText("4 of 7 messages");
        Browser.shoot(page, "replay-of-many");
        button(page, "Stop").click();
        assertThat(job).containsText("Stopped. What was not sent stays parked.");
        page.getByRole(AriaRole.NAVIGATION).getByText("Parked").click();
        assertThat(rows(page)).hasCount(4);
        assertThat(bridge.operations()).containsExactly("POST parked/replay {\"flow\":\"case-webhook\",\"step\":\"write-incident-put\"}");
    }

    @Test
    void selectedOnesAreReplayedAndDiscarded() {
        for (var i = 1; i <= 4; i++) {
            bridge.park(Sample.parked("m-" + i, "case-" + i, ROLE, "{}"));
        }
        var page = open("parked");
        select(page, "case-2");
        select(page, "case-3");
        button(page, "Replay 2 selected").click();
        page.getByRole(AriaRole.DIALOG).getByText("Replay 2 messages").click();
        assertThat(page.locator("#job")).containsText("Done.");
        assertThat(rows(page)).hasCount(2);
        button(page, "Close").last().click();
        select(page, "case-4");
        button(page, "Discard 1 selected").click();
        page.getByLabel("Reason").fill("done by hand");
        page.getByRole(AriaRole.DIALOG).getByText("Discard 1 message").click();
        assertThat(rows(page)).hasCount(1);
        assertThat(bridge.isParked("m-1")).isTrue();
        assertThat(bridge.operations()).last().isEqualTo("POST parked/discard {\"ids\":[\"m-4\"],\"reason\":\"done by hand\"}");
    }

    @Test
    void whoMayOnlyLookSeesIt() {
        bridge.park(Sample.parked("m-1", "case-1", ROLE, "{}"));
        var page = browser.page(PretendedBridge.READ_KEY);
        page.navigate(bridge.url() + "#/parked/m-1");
        assertThat(page.getByText("Read only")).isVisible();
        assertThat(page.getByText("This key may only look.").first()).isVisible();
        for (var name : new String[] {"Replay all", "Discard all", "Replay", "Discard …", "Edit"}) {
            assertThat(button(page, name).last()).isDisabled();
        }
        page.navigate(bridge.url() + "#/connections");
        assertThat(button(page, "Check now")).isDisabled();
    }

    @Test
    void whenTheBridgeIsDownThePageSaysSoAndComesBack() {
        bridge.happens(Sample.run("run-1", "delivered", "create-incident", "case-1", ""));
        var page = open("runs");
        assertThat(rows(page)).hasCount(1);
        bridge.stop();
        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("The bridge does not answer.");
        assertThat(rows(page)).hasCount(1);
        Browser.shoot(page, "bridge-is-down");
        bridge.happens(Sample.run("run-2", "delivered", "create-incident", "case-2", ""));
        bridge.start();
        assertThat(rows(page)).hasCount(2);
        assertThat(page.getByText("The bridge does not answer.")).hasCount(0);
        assertThat(page.locator(".problem")).hasCount(0);
    }

    @Test
    void whatAttackersWriteIsOnlyText() {
        var attack = "<img src=x onerror=\\\"window.hacked=1\\\"><script>window.hacked=2</script>";
        bridge.happens(Sample.run("run-1", "failed", "create-incident", attack, "{{constructor.constructor('window.hacked=3')()}} " + attack));
        bridge.happens(Sample.run("run-2", "failed", attack, "javascript:window.hacked=4", attack).replace("6a8690d3-ed43", "\\\"/><svg onload=window.hacked=5>"));
        bridge.park(Sample.parked("m-1", attack, attack, "{\"case_title\":\"<img src=x onerror='window.hacked=6'>\",\"__proto__\":{\"hacked\":7}}"));
        bridge.put("connections", Sample.connections().replace("HTTP 429 TooManyRequests", attack));
        bridge.put("setup", Sample.setup().replace("https://portal", "javascript:window.hacked=8//https://portal"));
        var page = open("runs");
        assertThat(rows(page)).hasCount(2);
        for (var view : new String[] {"runs/run-1", "runs/run-2", "parked/m-1", "connections", "setup"}) {
            page.navigate(bridge.url() + "#/" + view);
            page.locator("h2").first().waitFor();
            page.waitForCondition(() -> !page.getByRole(AriaRole.MAIN).textContent().contains("Loading"));
            assertThat(page.getByRole(AriaRole.MAIN).locator("img, script, svg[onload]")).hasCount(0);
            assertThat(page.locator("a[href^='javascript']")).hasCount(0);
        }
        page.navigate(bridge.url() + "#/parked/m-1");
        assertThat(page.locator(".why")).hasText("<img src=x onerror=\"window.hacked=1\"><script>window.hacked=2</script>");
        assertThat(page.locator("pre")).containsText("<img src=x onerror='window.hacked=6'>");
        assertThat(page.evaluate("() => window.hacked === undefined && ({}).hacked === undefined")).isEqualTo(true);
    }

    @Test
    void connectionsTellHowEachSideIsAndWhatToDo() {
        var page = open("connections");
        assertThat(page.getByText("1 failing, 1 warning")).isVisible();
        var elasticsearch = page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHas(heading(page, "Elasticsearch")));
        assertThat(elasticsearch).containsText(Pattern.compile("Failing.*does not take the key.*Check elasticsearch.api-key.*"
                + "HTTP 401 security_exception.*20 waiting, the oldest for 75 s.*version 9.4.3.*Make a new API key"));
        var sentinel = page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHas(heading(page, "Microsoft Sentinel")));
        assertThat(sentinel).containsText("61 calls");
        assertThat(sentinel.getByText("obtained, valid for 54 min")).isHidden();
        sentinel.getByText("2 checks").click();
        bridge.put("connections", Sample.connections().replace("valid for 54 min", "valid for 53 min").replace("\"fail\"", "\"ok\""));
        button(page, "Check now").click();
        assertThat(sentinel.getByText("obtained, valid for 53 min")).isVisible();
        assertThat(page.getByText("1 warning", new Page.GetByTextOptions().setExact(true))).isVisible();
        assertThat(bridge.operations()).containsExactly("POST connections/check {}");
    }

    @Test
    void setupIsThereToBeCopied() {
        var page = open("setup");
        button(page, "Copy JSON of Create case, case connector").click();
        assertThat(page.getByText("Copied JSON of Create case")).isVisible();
        assertThat(clipboard(page)).isEqualTo("{\"action\": \"create-incident\", \"case_id\": {{{case.id}}}}");
        button(page, "Copy Body of Rule action, alert connector").click();
        await().until(() -> clipboard(page).equals("{\"alerts\": [{{{context.alerts}}}]}"));
        assertThat(page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("sentinel-events")))
                .containsText("Set event-hubs.connection-string, elasticsearch.url in application.properties");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1440, 900", "LIGHT, 390, 844", "DARK, 390, 844"})
    void everybodyCanReadIt(ColorScheme colours, int width, int height) {
        for (var i = 1; i < 8; i++) {
            bridge.happens(Sample.run("d1a63b5e-33c4-41c0-8d5f-00000000000" + i, "delivered", "create-incident", "case-" + i, ""));
            bridge.happens(Sample.alertRun("c7e04d6f-1b8e-4f93-9f2e-00000000000" + i, i * 170));
        }
        bridge.happens(Sample.run("0f43c3a8-7d7c-4b6c-a6f0-000000000001", "refused", "update-incident", "5f0c7c1e-6a54-4a9d-b3e8-1d5c1f5b7e01", ROLE));
        bridge.happens(Sample.run("0f43c3a8-7d7c-4b6c-a6f0-000000000002", "parked", "update-incident", "5f0c7c1e-6a54-4a9d-b3e8-1d5c1f5b7e01", ROLE));
        bridge.happens(Sample.run("0f43c3a8-7d7c-4b6c-a6f0-000000000003", "queued", "add-comment-to-incident", "5f0c7c1e-6a54-4a9d-b3e8-1d5c1f5b7e01", ""));
        bridge.park(Sample.parked("9e2f6e54-5a3e-4b3f-8a55-000000000001", "case-7", ROLE,
                "{\"action\":\"create-incident\",\"case_id\":\"case-7\",\"case_title\":\"Kerberos tickets from a printer\",\"case_tags\":[\"kerberos\",null,73]}"));
        var page = browser.page(PretendedBridge.KEY, colours, width, height);
        var shots = (width > 1000 ? "wide-" : "narrow-") + colours.name().toLowerCase() + "-";
        for (var view : new String[] {"runs", "runs/0f43c3a8-7d7c-4b6c-a6f0-000000000002", "parked", "parked/9e2f6e54-5a3e-4b3f-8a55-000000000001",
            "connections", "setup"}) {
            page.navigate(bridge.url() + "#/" + view);
            page.locator(view.contains("/") ? ".detail .facts" : "tbody tr, .card, .panel").first().waitFor();
            Browser.shoot(page, shots + view.replaceAll("/.*", "-detail"));
            Browser.assertAccessible(page);
            assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")).as(view + " fits").isEqualTo(true);
        }
        page.navigate(bridge.url() + "#/parked");
        if (width > 1000) {
            button(page, "Discard all").click();
            Browser.shoot(page, shots + "discard");
            Browser.assertAccessible(page);
        }
    }

    private static Page open(String view) {
        var page = browser.page(PretendedBridge.KEY);
        page.navigate(bridge.url() + "#/" + view);
        return page;
    }

    private static void select(Page page, String text) {
        rows(page).filter(new Locator.FilterOptions().setHasText(text)).getByRole(AriaRole.CHECKBOX).check();
    }

    private static Locator rows(Page page) {
        return page.locator("tbody").getByRole(AriaRole.ROW);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static String clipboard(Page page) {
        return (String) page.evaluate("() => navigator.clipboard.readText()");
    }
}
