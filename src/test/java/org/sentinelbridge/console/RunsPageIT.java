package org.sentinelbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of runs and a run, with answers of a bridge that is pretended. */
final class RunsPageIT extends PageTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runsComeInByThemselves(boolean withEvents) {
        if (!withEvents) {
            bridge().withoutEvents();
        }
        var page = open("runs");
        assertThat(page.getByText("Nothing has run yet.")).isVisible();
        bridge().happens(Sample.run("run-1", "delivered", "create-incident", "case-1", ""));
        assertThat(rows(page)).hasCount(1);
        bridge().happens(Sample.run("run-2", "refused", "update-incident", "case-2", ROLE));
        assertThat(rows(page)).hasCount(2);
        assertThat(rows(page).first()).containsText(Pattern.compile("refused.*update-incident.*case-2.*lacks the role"));
        button(page, "Live").click();
        bridge().happens(Sample.run("run-3", "delivered", "create-incident", "case-3", ""));
        button(page, "Paused").click();
        assertThat(rows(page)).hasCount(3);
    }

    @Test
    void whatIsSupersededLeadsToWhatIsNewer() {
        bridge().happens(Sample.run("run-1", "parked", "update-incident", "case-1", ROLE));
        var page = open("runs");
        assertThat(rows(page).first()).containsText("parked");
        bridge().supersede("run-1", "run-2");
        bridge().happens(Sample.run("run-2", "delivered", "update-incident", "case-1", ""));
        assertThat(rows(page)).hasCount(2);
        assertThat(rows(page).nth(1)).containsText(Pattern.compile("superseded.*superseded by run run-2"));
        rows(page).nth(1).getByText("superseded by run run-2").click();
        assertThat(page).hasURL(Pattern.compile("#/runs/run-2"));
        page.navigate(bridge().url() + "#/runs/run-1");
        assertThat(page.getByText("A newer push of the same arrived; there is nothing to do.")).isVisible();
    }

    @Test
    void filtersAreInTheAddressAndHoldForNewRuns() {
        bridge().happens(Sample.run("run-1", "delivered", "create-incident", "case-1", ""));
        bridge().happens(Sample.run("run-2", "failed", "create-incident", "case-2", ROLE));
        bridge().happens(Sample.alertRun("run-3", 17));
        var page = open("runs");
        assertThat(rows(page)).hasCount(3);
        page.getByLabel("Flow").selectOption("case-webhook");
        assertThat(rows(page)).hasCount(2);
        page.getByLabel("Text").fill("responder");
        assertThat(rows(page)).hasCount(1);
        assertThat(page).hasURL(Pattern.compile("#/runs\\?flow=case-webhook&text=responder"));
        bridge().happens(Sample.run("run-4", "delivered", "create-incident", "case-4", ""));
        bridge().happens(Sample.run("run-5", "parked", "create-incident", "case-5", ROLE));
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
            bridge().happens(Sample.run("run-" + i, "delivered", "create-incident", "case-" + i, ""));
        }
        var page = open("runs");
        assertThat(rows(page)).hasCount(50);
        button(page, "Show older runs").click();
        assertThat(rows(page)).hasCount(70);
        assertThat(button(page, "Show older runs")).hasCount(0);
        rows(page).nth(30).getByRole(AriaRole.LINK).focus();
        bridge().happens(Sample.run("run-new", "delivered", "create-incident", "case-new", ""));
        button(page, "Show 1 new run").click();
        assertThat(rows(page)).hasCount(71);
        assertThat(rows(page).first()).containsText("case-new");
    }

    @Test
    void aRunTellsWhatHappenedStepByStep() {
        bridge().happens(Sample.run("run-1", "delivered", "create-incident", "case-1", ""));
        bridge().happens(Sample.run("run-2", "failed", "update-incident", "case-1", ROLE));
        var page = open("runs");
        rows(page).first().getByText("update-incident").click();
        assertThat(page).hasURL(Pattern.compile("#/runs/run-2$"));
        assertThat(heading(page, "update-incident")).isFocused();
        var detail = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("run").setExact(true));
        assertThat(detail).containsText(ROLE);
        assertThat(detail.locator(".steps li")).hasCount(4);
        assertThat(detail.locator(".steps li.failed")).containsText(Pattern.compile("write-incident-put.*failed here.*258 ms"));
        assertThat(detail.locator("a.portal")).hasText("Open in Sentinel");
        assertThat(detail.locator("a.portal")).hasAttribute("href",
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
        bridge().happens(Sample.run("run-1", "delivered", "create-incident", "case-1", "")
                .replaceFirst("\"20[^\"]+Z\"", "\"2026-03-31T08:10:54.778Z\""));
        var page = open("runs");
        var time = rows(page).first().locator("time");
        assertThat(time).hasText(Pattern.compile("31 Mar.*, 10:10:54"));
        assertThat(time).hasAttribute("title", "2026-03-31 08:10:54.778 UTC");
    }
}
