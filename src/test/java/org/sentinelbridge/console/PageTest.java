package org.sentinelbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test of pages: has a browser and a pretended bridge, and ways to name what is on a page. */
abstract class PageTest {

    static final String ROLE = "The bridge's identity lacks the role Microsoft Sentinel Responder";
    static final String THROTTLED = "Sentinel throttles for ever";

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
        bridge.put("cases", Sample.cases(0, ""));
    }

    @AfterEach
    void nothingIsComplainedAbout() {
        assertThat(browser.complaints()).isEmpty();
        browser.closePages();
    }

    static Browser browser() {
        return browser;
    }

    static PretendedBridge bridge() {
        return bridge;
    }

    /** The page of somebody who may operate. */
    static Page open(String view) {
        var page = browser().page(PretendedBridge.KEY);
        page.navigate(bridge().url() + "#/" + view);
        return page;
    }

    static void select(Page page, String text) {
        rows(page).filter(new Locator.FilterOptions().setHasText(text)).getByRole(AriaRole.CHECKBOX).check();
    }

    static Locator rows(Page page) {
        return page.locator("tbody").getByRole(AriaRole.ROW);
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    static Locator exactButton(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name).setExact(true));
    }

    static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, named(name));
    }

    static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    static String clipboard(Page page) {
        return (String) page.evaluate("() => navigator.clipboard.readText()");
    }
}
