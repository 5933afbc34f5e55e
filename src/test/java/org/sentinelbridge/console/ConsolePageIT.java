package org.sentinelbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for all pages of the console, and the smaller ones, with answers of a bridge that is pretended. */
final class ConsolePageIT extends PageTest {

    private static final String CASE = "5f0c7c1e-6a54-4a9d-b3e8-1d5c1f5b7e01";
    private static final String PARKED_RUN = "0f43c3a8-7d7c-4b6c-a6f0-000000000002";
    private static final String MESSAGE = "9e2f6e54-5a3e-4b3f-8a55-000000000001";

    @Test
    void emptyPagesSayWhatToDo() {
        var page = open("runs");
        assertThat(page.getByText("Nothing has run yet.")).isVisible();
        page.locator("main a").getByText("Setup").click();
        assertThat(heading(page, "Setup")).isVisible();
        page.navigate(bridge().url() + "#/parked");
        assertThat(page.getByText("Nothing is parked.")).isVisible();
        assertThat(button(page, "Replay all")).isDisabled();
        page.navigate(bridge().url() + "#/runs?text=nowhere");
        assertThat(page.getByText("No run matches these filters.")).isVisible();
    }

    @Test
    void whoMayOnlyLookSeesIt() {
        bridge().park(Sample.parked("m-1", "case-1", ROLE, "{}"));
        var page = browser().page(PretendedBridge.READ_KEY);
        page.navigate(bridge().url() + "#/parked/m-1");
        assertThat(page.getByText("Read only")).isVisible();
        assertThat(page.getByText("This key may only look.").first()).isVisible();
        for (var name : new String[] {"Replay all 1 …", "Discard all 1 …", "Replay", "Discard …", "Edit"}) {
            assertThat(exactButton(page, name)).isDisabled();
        }
        page.navigate(bridge().url() + "#/connections");
        assertThat(button(page, "Check now")).isDisabled();
    }

    @Test
    void whenTheBridgeIsDownThePageSaysSoAndComesBack() {
        bridge().happens(Sample.run("run-1", "delivered", "create-incident", "case-1", ""));
        var page = open("runs");
        assertThat(rows(page)).hasCount(1);
        bridge().stop();
        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("The bridge does not answer.");
        assertThat(rows(page)).hasCount(1);
        Browser.shoot(page, "bridge-is-down");
        bridge().happens(Sample.run("run-2", "delivered", "create-incident", "case-2", ""));
        bridge().start();
        assertThat(rows(page)).hasCount(2);
        assertThat(page.getByText("The bridge does not answer.")).hasCount(0);
        assertThat(page.locator(".problem")).hasCount(0);
    }

    @Test
    void whenTheKeyIsChangedThePageSaysSo() {
        var page = open("connections");
        assertThat(page.locator(".card")).hasCount(5);
        bridge().changeKey();
        // it may just have asked, and asks again after a while
        assertThat(page.getByText("The bridge does not take the key any more."))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
        assertThat(page.locator(".card")).hasCount(5);
    }

    @Test
    void whatAttackersWriteIsOnlyText() {
        var attack = "<img src=x onerror=\\\"window.hacked=1\\\"><script>window.hacked=2</script>";
        bridge().happens(Sample.run("run-1", "failed", "create-incident", attack,
                "{{constructor.constructor('window.hacked=3')()}} " + attack));
        bridge().happens(Sample.run("run-2", "failed", attack, "javascript:window.hacked=4", attack)
                .replace("6a8690d3-ed43", "\\\"/><svg onload=window.hacked=5>"));
        bridge().park(Sample.parked("m-1", attack, attack,
                "{\"case_title\":\"<img src=x onerror='window.hacked=6'>\",\"__proto__\":{\"hacked\":7}}"));
        bridge().put("cases", Sample.cases(1, attack).replace("case-1", attack).replace("Azure answered 429", attack)
                .replace("6a8690d3-ed43", "\\\"/><svg onload=window.hacked=5>"));
        bridge().put("connections", Sample.connections().replace("HTTP 429 TooManyRequests", attack));
        bridge().put("setup", Sample.setup().replace("https://portal", "javascript:window.hacked=8//https://portal"));
        var page = open("runs");
        assertThat(rows(page)).hasCount(2);
        for (var view : new String[] {"runs/run-1", "runs/run-2", "parked/m-1", "cases", "connections", "setup"}) {
            page.navigate(bridge().url() + "#/" + view);
            page.locator("h2, td.trouble").first().waitFor();
            page.waitForCondition(() -> !page.getByRole(AriaRole.MAIN).textContent().contains("Loading"));
            assertThat(page.getByRole(AriaRole.MAIN).locator("img, script, svg[onload]")).hasCount(0);
            assertThat(page.locator("a[href^='javascript']")).hasCount(0);
        }
        page.navigate(bridge().url() + "#/parked/m-1");
        assertThat(page.locator(".why")).hasText("<img src=x onerror=\"window.hacked=1\"><script>window.hacked=2</script>");
        assertThat(page.locator("pre")).containsText("<img src=x onerror='window.hacked=6'>");
        assertThat(page.evaluate("() => window.hacked === undefined && ({}).hacked === undefined")).isEqualTo(true);
    }

    @Test
    void connectionsTellHowEachSideIsAndWhatToDo() {
        var page = open("connections");
        assertThat(page.getByText("1 failing, 1 warning")).isVisible();
        var elasticsearch = card(page, "Elasticsearch");
        assertThat(elasticsearch).containsText(Pattern.compile("Failing.*does not take the key.*Check elasticsearch.api-key.*"
                + "HTTP 401 security_exception.*20 waiting, the oldest for 75 s.*version 9.4.3.*Make a new API key"));
        var sentinel = card(page, "Microsoft Sentinel");
        assertThat(sentinel).containsText("61 calls");
        assertThat(sentinel.getByText("obtained, valid for 54 min")).isHidden();
        sentinel.getByText("2 checks").click();
        bridge().put("connections", Sample.connections().replace("for 54 min", "for 53 min").replace("\"fail\"", "\"ok\""));
        button(page, "Check now").click();
        assertThat(sentinel.getByText("obtained, valid for 53 min")).isVisible();
        assertThat(page.getByText("1 warning", new Page.GetByTextOptions().setExact(true))).isVisible();
        assertThat(bridge().operations()).containsExactly("POST connections/check {}");
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
        manyThingsHappen();
        bridge().put("connections", Sample.connections().replace("take the key", "take the key of /a" + "-very-long-name".repeat(9)));
        var page = browser().page(PretendedBridge.KEY, colours, width, height);
        var shots = (width > 1000 ? "wide-" : "narrow-") + colours.name().toLowerCase(Locale.ROOT) + "-";
        for (var view : new String[] {"runs", "runs/" + PARKED_RUN, "cases", "parked", "parked/" + MESSAGE, "connections",
            "setup"}) {
            page.navigate(bridge().url() + "#/" + view);
            page.locator(view.contains("/") ? ".detail .facts" : "tbody tr, .card, .panel").first().waitFor();
            Browser.shoot(page, shots + view.replaceAll("/.*", "-detail"));
            Browser.assertAccessible(page);
            assertThat(page.evaluate("() => [...document.querySelectorAll('html, .card, .panel, .detail')]"
                    + ".filter(part => part.scrollWidth > part.clientWidth).map(part => part.textContent)"))
                    .as("what does not fit in " + view).isEqualTo(List.of());
        }
        page.navigate(bridge().url() + "#/parked");
        if (width > 1000) {
            button(page, "Discard all").click();
            Browser.shoot(page, shots + "discard");
            Browser.assertAccessible(page);
        }
    }

    private static void manyThingsHappen() {
        bridge().put("cases", Sample.cases(12, ROLE + ". Give it the role; it takes up to 30 minutes to work."));
        for (var i = 1; i < 8; i++) {
            bridge().happens(Sample.run("d1a63b5e-33c4-41c0-8d5f-" + i, "delivered", "create-incident", "case-" + i, ""));
            bridge().happens(Sample.alertRun("c7e04d6f-1b8e-4f93-9f2e-" + i, i * 170));
        }
        bridge().happens(Sample.run("0f43c3a8-7d7c-4b6c-a6f0-1", "refused", "update-incident", CASE, ROLE));
        bridge().happens(Sample.run(PARKED_RUN, "parked", "update-incident", CASE, ROLE).replace("\"parked_ids\":[",
                "\"parked_ids\":[\"" + MESSAGE + "\""));
        bridge().happens(Sample.run("0f43c3a8-7d7c-4b6c-a6f0-3", "queued", "add-comment-to-incident", CASE, ""));
        bridge().park(Sample.parked(MESSAGE, CASE, ROLE, "{\"action\":\"update-incident\",\"case_id\":\"" + CASE
                + "\",\"case_title\":\"Kerberos tickets from a printer\",\"case_tags\":[\"kerberos\",null,73]}"));
        bridge().park(Sample.parked("9e2f6e54-5a3e-4b3f-8a55-000000000002", "case-7", THROTTLED, "{}"));
    }

    private static Locator card(Page page, String name) {
        return page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHas(heading(page, name)));
    }
}
