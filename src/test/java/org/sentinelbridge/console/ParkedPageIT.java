package org.sentinelbridge.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Parked messages, with answers of a bridge that is pretended. */
final class ParkedPageIT extends PageTest {

    @Test
    void aBodyIsShownForReadingAndNotChanged() {
        bridge().park(Sample.parked("m-1", "case-1", ROLE, "{\"id\":12345678901234567890,\"list\":[],\"title\":\"a, b: {c}\"}"));
        var page = open("parked");
        rows(page).first().getByText("create-incident").click();
        assertThat(page.locator("pre")).hasText(
                "{\n  \"id\": 12345678901234567890,\n  \"list\": [],\n  \"title\": \"a, b: {c}\"\n}");
        button(page, "As received").click();
        assertThat(page.locator("pre")).hasText("{\"id\":12345678901234567890,\"list\":[],\"title\":\"a, b: {c}\"}");
        button(page, "Copy the body").click();
        assertThat(clipboard(page)).isEqualTo("{\"id\":12345678901234567890,\"list\":[],\"title\":\"a, b: {c}\"}");
    }

    @Test
    void whatIsEditedSurvivesEverythingUntilItIsReplayed() {
        bridge().park(Sample.parked("m-1", "case-1", THROTTLED, "{\"case_severity\":\"urgent\"}"));
        var page = open("parked/m-1");
        exactButton(page, "Replay").click();
        assertThat(page.getByText("Sentinel refuses it still")).isVisible();
        button(page, "Edit").click();
        var editor = page.getByLabel("Edited body");
        editor.fill("{\"case_severity\":");
        assertThat(page.getByText("No valid JSON yet")).isVisible();
        editor.fill("{\"case_severity\":\"high\"}");
        bridge().park(Sample.parked("m-2", "case-2", ROLE, "{}"));
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
        assertThat(bridge().operations()).last()
                .isEqualTo("POST parked/m-1/replay {\"body\":\"{\\\"case_severity\\\":\\\"high\\\"}\"}");
    }

    @Test
    void whatIsSupersededMeanwhileLeadsToWhatIsNewer() {
        bridge().park(Sample.parked("m-1", "case-1", ROLE, "{}"));
        var page = open("parked/m-1");
        assertThat(rows(page)).hasCount(1);
        bridge().forget("m-1", "No parked message has the id m-1; it was superseded by run run-9");
        bridge().happens(Sample.run("run-9", "delivered", "update-incident", "case-1", ""));
        page.reload();
        assertThat(page.getByText("it was superseded by run run-9. There is nothing to do.")).isVisible();
        assertThat(page.getByText("Nothing is parked.")).isVisible();
        page.getByText("run-9").click();
        assertThat(page).hasURL(Pattern.compile("#/runs/run-9"));
    }

    @Test
    void bytesThatAreNoTextAreShownAsFarAsTheyCan() {
        bridge().park(Sample.parked("m-1", "", ROLE, "eyJhIjr/fQ==").replace("\"encoding\":\"text\"", "\"encoding\":\"base64\""));
        var page = open("parked/m-1");
        assertThat(page.locator("pre")).hasText("{\"a\":\uFFFD}");
        assertThat(page.getByText("Its bytes are no UTF-8 text")).isVisible();
    }

    @Test
    void discardingTakesAReason() {
        bridge().park(Sample.parked("m-1", "case-1", ROLE, "{}"));
        var page = open("parked/m-1");
        exactButton(page, "Discard …").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByLabel("Reason")).isFocused();
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Discard message")).click();
        assertThat(dialog).isVisible();
        page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        assertThat(bridge().operations()).isEmpty();
        exactButton(page, "Discard …").click();
        dialog.getByLabel("Reason").fill("A drill of the red team");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Discard message")).click();
        assertThat(page.getByText("Nothing is parked.")).isVisible();
        assertThat(bridge().operations()).containsExactly("POST parked/m-1/discard {\"reason\":\"A drill of the red team\"}");
    }

    @Test
    void manyAreReplayedOneByOneUntilSomebodyStops() {
        bridge().holdReplays();
        for (var i = 10; i < 16; i++) {
            bridge().park(Sample.parked("m-" + i, "case-" + i, i == 11 ? THROTTLED : ROLE, "{}"));
        }
        bridge().park(Sample.parked("m-99", "case-99", "something else", "{}"));
        var page = open("parked?text=e");
        page.getByLabel("Text").fill(" th");
        page.navigate(bridge().url() + "#/parked?flow=case-webhook&step=write-incident-put");
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
        bridge().letReplay(3);
        assertThat(job).containsText("3 of 7 messages");
        assertThat(job.locator(".job-tally")).containsText(Pattern.compile("delivered2.*parked1"));
        assertThat(job.locator("li").nth(1)).containsText("Sentinel refuses it still");
        page.getByRole(AriaRole.NAVIGATION).getByText("Connections").click();
        bridge().letReplay(1);
        assertThat(job).containsText("4 of 7 messages");
        Browser.shoot(page, "replay-of-many");
        button(page, "Stop").click();
        assertThat(job).containsText("Stopped. What was not sent stays parked.");
        page.getByRole(AriaRole.NAVIGATION).getByText("Parked").click();
        assertThat(rows(page)).hasCount(4);
        assertThat(bridge().operations())
                .containsExactly("POST parked/replay {\"flow\":\"case-webhook\",\"step\":\"write-incident-put\"}");
    }

    @Test
    void selectedOnesAreReplayedAndDiscarded() {
        for (var i = 1; i <= 4; i++) {
            bridge().park(Sample.parked("m-" + i, "case-" + i, ROLE, "{}"));
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
        assertThat(bridge().isParked("m-1")).isTrue();
        assertThat(bridge().operations()).last().isEqualTo("POST parked/discard {\"ids\":[\"m-4\"],\"reason\":\"done by hand\"}");
    }
}
