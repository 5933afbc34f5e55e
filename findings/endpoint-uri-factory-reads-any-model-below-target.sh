#!/bin/sh
# Apache Camel 4.17.0 (camel-package-maven-plugin), Java 17: from what generate-endpoint-uri-factory makes the list of options.
#
# Guess, written down before the run: the goals of one build describe one class. generate-endpoint-schema has just written the model of
# the endpoint, with the option that was added, into the folder of classes; generate-endpoint-uri-factory makes its class from that file.
# Seen: it takes any file of that name below target. With an older model in another folder there, such as a copy that a test left
# behind, the configurer knows the new option and the URI factory does not, and no goal says a word; without the copy both know it.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
built=target
mkdir -p src/main/java/finding
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1.0.0</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>org.apache.camel</groupId><artifactId>camel-support</artifactId><version>4.17.0</version></dependency>
  </dependencies>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version>
  </plugin><plugin>
    <groupId>org.apache.camel</groupId><artifactId>camel-package-maven-plugin</artifactId><version>4.17.0</version>
    <executions><execution>
      <phase>compile</phase>
      <goals>
        <goal>jandex</goal><goal>generate-spi</goal><goal>generate-endpoint-schema</goal><goal>generate-endpoint-uri-factory</goal>
      </goals>
      <configuration>
        <resourcesOutputDir>${project.build.outputDirectory}</resourcesOutputDir>
        <sourcesOutputDir>${project.build.directory}/made</sourcesOutputDir>
      </configuration>
    </execution></executions>
  </plugin></plugins></build>
</project>
POM
cat > src/main/java/finding/ProbeComponent.java <<'JAVA'
package finding;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

@Component("probe")
public class ProbeComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String rest, Map<String, Object> parameters) throws Exception {
        return new ProbeEndpoint(uri, this);
    }
}
JAVA
endpoint() {
cat > src/main/java/finding/ProbeEndpoint.java <<JAVA
package finding;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Probe. */
@UriEndpoint(scheme = "probe", title = "Probe", syntax = "probe:name", firstVersion = "1.0.0", category = Category.TESTING)
public class ProbeEndpoint extends DefaultEndpoint {
    /** Name. */
    @UriPath
    private String name;
    /** First option. */
    @UriParam
    private String first;
$1

    public ProbeEndpoint(String uri, ProbeComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException();
    }

    public String getName() { return name; }

    public void setName(String name) { this.name = name; }

    public String getFirst() { return first; }

    public void setFirst(String first) { this.first = first; }
}
JAVA
}
build() {
    rm -rf "$built"/classes "$built"/made "$built"/maven-status
    mvn -q -B compile > out.txt 2>&1 || { cat out.txt; exit 1; }
}
say() {
    configurer=$(grep -c '"second"' "$built"/made/finding/ProbeEndpointConfigurer.java || true)
    factory=$(grep -c 'props.add("second")' "$built"/made/finding/ProbeEndpointUriFactory.java || true)
    [ "$configurer" -gt 0 ] && configurer=knows || configurer=misses
    [ "$factory" -gt 0 ] && factory=knows || factory=misses
    echo "SEEN $1: configurer $configurer the new option, URI factory $factory it"
}
endpoint ""
build
mkdir -p "$built"/aside
cp "$built"/classes/META-INF/finding/probe.json "$built"/aside/probe.json
endpoint "    /** Second option. */
    @UriParam
    private String second;

    public String getSecond() { return second; }

    public void setSecond(String second) { this.second = second; }"
build
say "an older model aside" > seen.txt
rm -r "$built"/aside
build
say "no other model" >> seen.txt
cat seen.txt
cat > expected.txt <<'TXT'
SEEN an older model aside: configurer knows the new option, URI factory misses it
SEEN no other model: configurer knows the new option, URI factory knows it
TXT
cmp -s seen.txt expected.txt
