package org.sentinelbridge.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies of the wings point one way. The package descriptions say why. */
@AnalyzeClasses(packages = "org.sentinelbridge", importOptions = ImportOption.DoNotIncludeTests.class)
final class WingsTest {

    private static final String HOUSE = "org.sentinelbridge";
    private static final String COMPONENT = in("component");
    private static final Pattern ROUTE = Pattern.compile("- route:\\n +id: (\\S+)");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

    @ArchTest
    static final ArchRule ALL_LIVE_IN_A_WING = classes().that().doNotHaveSimpleName("package-info").should().resideInAnyPackage(
            in("app"), in("azure"), in("base"), COMPONENT, in("elastic"), in("http"), in("operate"), in("sandbox"));

    @ArchTest
    static final ArchRule BASE = uses("base");

    @ArchTest
    static final ArchRule COMPONENTS = uses("component", "base");

    @ArchTest
    static final ArchRule HTTP = uses("http", "base");

    @ArchTest
    static final ArchRule AZURE = uses("azure", "base", "component");

    @ArchTest
    static final ArchRule ELASTIC = uses("elastic", "base", "component");

    @ArchTest
    static final ArchRule OPERATE = uses("operate", "base", "component", "http", "azure", "elastic");

    @ArchTest
    static final ArchRule SANDBOX = uses("sandbox", "base", "elastic");

    @ArchTest
    static final ArchRule APP_KNOWS_ALL_BUT_THE_SANDBOX = uses("app", "base", "component", "http", "azure", "elastic", "operate");

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CIRCLE = slices().matching(HOUSE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule COMPONENTS_NAME_NO_SIDE =
            noClasses().that().resideInAPackage(COMPONENT).should().haveNameMatching(".*(Azure|Sentinel|LogAnalytics|Elastic|Kibana)[^.]*");

    /** A wing uses itself and these, and what is none of ours. */
    private static ArchRule uses(String wing, String... others) {
        var allowed = Stream.concat(Stream.of(wing), Stream.of(others)).map(WingsTest::in).toArray(String[]::new);
        return classes().that().resideInAPackage(in(wing))
                .should().onlyDependOnClassesThat(resideInAnyPackage(allowed).or(resideOutsideOfPackage(HOUSE + "..")));
    }

    private static String in(String wing) {
        return HOUSE + "." + wing + "..";
    }

    @Test
    void componentsKnowNoFlow() throws IOException {
        var flows = flows();
        assertThat(flows).contains("case-webhook", "alert-delivery", "write-incident");
        try (var files = Files.walk(Path.of("src/main/java/org/sentinelbridge/component"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var texts = TEXT.matcher(Files.readString(file)).results().map(found -> found.group()).toList();
                assertThat(texts).as("texts in %s", file).noneMatch(text -> flows.stream().anyMatch(text::contains));
            }
        }
    }

    /** The ids of all routes; those of one word are words that a component may use. */
    private static List<String> flows() throws IOException {
        var flows = new ArrayList<String>();
        try (var files = Files.walk(Path.of("routes"))) {
            for (var file : files.filter(name -> name.toString().endsWith(".camel.yaml")).toList()) {
                ROUTE.matcher(Files.readString(file)).results().map(route -> route.group(1)).filter(id -> id.contains("-")).forEach(flows::add);
            }
        }
        return flows;
    }
}
