package org.sentinelbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.HttpCredentials;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium. Whatever a page complains about in its console, except calls that were refused, fails the test. */
public final class Browser implements AutoCloseable {

    private static final Path SHOTS = Path.of("target/screenshots").toAbsolutePath();
    private static final double PATIENCE = 10_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private Browser(Path executable) {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(executable)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                        "--disable-background-networking", "--disable-component-update")));
    }

    /** Skips the test where there is no chromium. */
    public static Browser start() {
        var executable = executable();
        Assumptions.assumeTrue(executable.isPresent(), "SKIPPED: the console is not tested, because there is no chromium on this"
                + " machine. Install it (Debian: apt-get install chromium) or name it in the environment variable CHROMIUM.");
        return new Browser(executable.orElseThrow());
    }

    private static Optional<Path> executable() {
        return Stream.concat(
                        Optional.ofNullable(System.getenv("CHROMIUM")).stream(),
                        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"))
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** An empty page, wide and light, of a person who signs in with this key. */
    public Page page(String key) {
        return page(key, ColorScheme.LIGHT, 1440, 900);
    }

    public Page page(String key, ColorScheme colours, int width, int height) {
        var context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setHttpCredentials(new HttpCredentials("operator", key))
                .setColorScheme(colours)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                .setPermissions(List.of("clipboard-read", "clipboard-write"))
                .setViewportSize(width, height));
        contexts.add(context);
        context.setDefaultTimeout(PATIENCE);
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** What pages have complained about: faults in scripts, breaches of the content security policy. */
    public List<String> complaints() {
        return complaints;
    }

    /** Keeps how the page looks as target/screenshots/NAME.png. */
    public static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }

    /** Checks the page as it is against the rules of WCAG 2.2, levels A and AA. */
    public static void assertAccessible(Page page) {
        page.evaluate(axe());
        var violations = page.evaluate("""
                async () => (await axe.run(document,
                    {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}))
                  .violations.flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html + ' ' + node.failureSummary))""");
        assertThat((List<?>) violations).as("violations of accessibility rules").isEmpty();
    }

    private static String axe() {
        try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return "() => {" + new String(script.readAllBytes(), StandardCharsets.UTF_8) + "}";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes all pages, to begin anew. */
    public void closePages() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        complaints.clear();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
