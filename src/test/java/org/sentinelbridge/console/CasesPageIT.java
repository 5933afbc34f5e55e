package org.sentinelbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The cases that wait for Sentinel, with answers of a bridge that is pretended. */
final class CasesPageIT extends PageTest {

    private static final String INCIDENT = "6a8690d3-ed43-5b1e-8b22-000000000001";

    @Test
    void waitingCasesAreToldOnEveryPageUntilTheyAreWritten() {
        bridge().put("cases", Sample.cases(3, ""));
        var page = open("runs");
        var line = page.locator("#waiting");
        assertThat(line).containsText(Pattern.compile("3 cases wait to be written to Sentinel, expected by \\d\\d:\\d\\d:\\d\\d\\. Show cases"));
        line.getByText("Show cases").click();
        assertThat(heading(page, "Cases")).isVisible();
        assertThat(page.locator("p.count")).hasText("3 waiting");
        assertThat(page.getByText(Pattern.compile("Sentinel takes nothing before .*: Azure answered 429"))).isVisible();
        assertThat(line).isEmpty();
        assertThat(rows(page)).hasCount(3);
        assertThat(rows(page).nth(1)).containsText(Pattern.compile("case-2.*1 comment\\d\\d:"));
        assertThat(rows(page).nth(2)).containsText(Pattern.compile("case-3.*the case, 2 comments"));
        bridge().put("cases", Sample.cases(0, ""));
        assertThat(page.getByText("No case waits.")).isVisible();
        page.navigate(bridge().url() + "#/runs");
        assertThat(page.getByText("Nothing has run yet.")).isVisible();
        assertThat(line).isEmpty();
    }

    @Test
    void aCaseInTroubleSaysWhatToDoAndIsTriedWhenAPersonSaysSo() {
        bridge().put("cases", Sample.cases(2, ROLE + "."));
        var page = open("connections");
        assertThat(page.locator("#waiting")).containsText("2 cases wait to be written to Sentinel, 1 of them until a person has done something.");
        page.navigate(bridge().url() + "#/cases");
        assertThat(page.locator("p.count")).hasText("2 waiting, 1 of them needs a person");
        assertThat(rows(page).first()).containsText(Pattern.compile("case-1.*" + ROLE + "\\. Since \\d\\d:"));
        button(page, "Try case case-1 now").click();
        assertThat(page.getByText("It is tried now")).isVisible();
        await().until(() -> bridge().operations().contains("POST cases/" + INCIDENT + "/retry {}"));
        assertThat(page).hasURL(Pattern.compile("#/cases$"));
        rows(page).first().locator("td.when a").click();
        assertThat(page).hasURL(Pattern.compile("#/runs\\?case=case-1$"));
    }

    @Test
    void whoMayOnlyLookCannotTry() {
        bridge().put("cases", Sample.cases(1, ROLE));
        var page = browser().page(PretendedBridge.READ_KEY);
        page.navigate(bridge().url() + "#/cases");
        assertThat(button(page, "Try case case-1 now")).isDisabled();
        assertThat(bridge().operations()).isEmpty();
    }
}
