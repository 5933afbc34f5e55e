#!/bin/sh
# Apache Camel 4.17.0 (camel-main, camel-yaml-dsl), Java 17: a bean that is both a Predicate and a Processor.
#
# Guess, written down before the run: retryWhileRef of a dead letter channel names a Predicate, so its matches() is asked, as
# retryWhile with ref does in an onException.
# Seen: retryWhileRef resolves the name with the bean language, which prefers Processor; process() is called in place of matches(),
# its empty result counts as false, and nothing is ever tried again. No warning. The same bean in onException/retryWhile/ref
# is asked as a Predicate and retries. "name?method=matches" makes both behave alike.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p src/main/java
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-main</artifactId><version>4.17.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-yaml-dsl</artifactId><version>4.17.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-direct</artifactId><version>4.17.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-bean</artifactId><version>4.17.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core-languages</artifactId><version>4.17.0</version></dependency>
  </dependencies>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version>
  </plugin><plugin>
    <groupId>org.codehaus.mojo</groupId><artifactId>exec-maven-plugin</artifactId><version>3.5.1</version>
    <configuration><mainClass>Retry</mainClass></configuration>
  </plugin></plugins></build>
</project>
POM
cat > src/main/java/Retry.java <<'JAVA'
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

public class Retry {
    public static class Both implements Predicate, Processor {
        int asked;
        int processed;
        public boolean matches(Exchange exchange) { return ++asked <= 2; }
        public void process(Exchange exchange) { processed++; }
    }
    public static class Failing implements Processor {
        int calls;
        public void process(Exchange exchange) { calls++; throw new IllegalStateException("no"); }
    }

    static final String CHANNEL = """
            - route:
                id: r
                errorHandler:
                  deadLetterChannel:
                    deadLetterUri: direct:dead
                    retryWhileRef: %s
                    redeliveryPolicy: {redeliveryDelay: "1"}
                from: {uri: "direct:in", steps: [{process: {ref: failing}}]}
            - route: {id: dead, from: {uri: "direct:dead", steps: [{removeHeaders: {pattern: "x"}}]}}
            """;
    static final String CLAUSE = """
            - onException:
                exception: [java.lang.Exception]
                handled: {constant: "true"}
                retryWhile: {ref: both}
                redeliveryPolicy: {redeliveryDelay: "1"}
            - route: {id: r, from: {uri: "direct:in", steps: [{process: {ref: failing}}]}}
            """;

    static void run(String name, String yaml) throws Exception {
        var both = new Both();
        var failing = new Failing();
        try (var context = new DefaultCamelContext()) {
            context.getRegistry().bind("both", both);
            context.getRegistry().bind("failing", failing);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name + ".yaml", yaml));
            context.start();
            context.createProducerTemplate().sendBody("direct:in", "x");
        }
        System.out.println("SEEN " + name + ": attempts=" + failing.calls + " matches=" + both.asked + " process=" + both.processed);
    }

    public static void main(String[] arguments) throws Exception {
        run("channel", CHANNEL.formatted("both"));
        run("channel-with-method", CHANNEL.formatted("both?method=matches"));
        run("clause", CLAUSE);
    }
}
JAVA
mvn -q -B compile exec:java > out.txt 2>&1 || { cat out.txt; exit 1; }
grep '^SEEN' out.txt > seen.txt || { cat out.txt; exit 1; }
cat seen.txt
cat > expected.txt <<'TXT'
SEEN channel: attempts=1 matches=0 process=1
SEEN channel-with-method: attempts=3 matches=3 process=0
SEEN clause: attempts=3 matches=3 process=0
TXT
cmp -s seen.txt expected.txt
