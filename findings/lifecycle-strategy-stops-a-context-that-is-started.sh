#!/bin/sh
# Apache Camel 4.17.0 (camel-core-engine, camel-health), Java 17: what a context says of itself while it asks its listeners to stop.
#
# Guess, written down before the run: LifecycleStrategy.onContextStopping is the mirror of onContextStarting, so the context is
# Stopping by then, and the readiness check of the context is DOWN: no more callers come while a listener lets those inside finish.
# Seen: the status is still Started, isStopping() is false and the check is UP for as long as the listener takes; they change only
# after it has returned. A listener that waits there for what is in flight has new callers sent to it all the time.
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
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core-engine</artifactId><version>4.17.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-health</artifactId><version>4.17.0</version></dependency>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-core-languages</artifactId><version>4.17.0</version></dependency>
  </dependencies>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version>
  </plugin><plugin>
    <groupId>org.codehaus.mojo</groupId><artifactId>exec-maven-plugin</artifactId><version>3.5.1</version>
    <configuration><mainClass>Stopping</mainClass></configuration>
  </plugin></plugins></build>
</project>
POM
cat > src/main/java/Stopping.java <<'JAVA'
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.health.ContextHealthCheck;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.apache.camel.support.LifecycleStrategySupport;

public class Stopping {

    static void say(String when, CamelContext context) {
        var up = HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(context), true);
        System.out.println("SEEN " + when + ": status=" + context.getStatus() + " stopping=" + context.isStopping() + " ready=" + up);
    }

    public static void main(String[] arguments) throws Exception {
        var context = new DefaultCamelContext();
        var registry = new DefaultHealthCheckRegistry(context);
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        registry.register(new ContextHealthCheck());
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext of) {
                say("onContextStopping", of);
            }
        });
        context.start();
        say("running", context);
        context.stop();
        System.out.println("SEEN stopped: status=" + context.getStatus());
    }
}
JAVA
mvn -q -B compile exec:java > out.txt 2>&1 || { cat out.txt; exit 1; }
grep '^SEEN' out.txt > seen.txt || { cat out.txt; exit 1; }
cat seen.txt
cat > expected.txt <<'TXT'
SEEN running: status=Started stopping=false ready=true
SEEN onContextStopping: status=Started stopping=false ready=true
SEEN stopped: status=Stopped
TXT
cmp -s seen.txt expected.txt
