#!/bin/sh
# Apache Camel 4.22.0 (camel-yaml-dsl, schema/camelYamlDsl-canonical.json), checked with ajv-draft-04 1.0.0 from npm.
#
# Guess, written down before the run: a route in canonical notation with marshal and unmarshal by JSON follows the canonical schema, as it
# follows the ordinary one of the same jar.
# Seen: the canonical schema takes marshal and refuses every unmarshal. Its UnmarshalDefinition names all data formats as required, at the
# same time; MarshalDefinition names none. The ordinary schema takes both. The route itself is right: it has exactly one data format.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get -Dartifact=org.apache.camel:camel-yaml-dsl:4.22.0 -Dtransitive=false \
  > get.txt 2>&1 || { cat get.txt; exit 1; }
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=org.apache.camel:camel-yaml-dsl:4.22.0 \
  -DoutputDirectory="$work" > copy.txt 2>&1 || { cat copy.txt; exit 1; }
jar xf camel-yaml-dsl-4.22.0.jar schema/camelYamlDsl.json schema/camelYamlDsl-canonical.json
npm install --silent --no-audit --no-fund ajv@8.17.1 ajv-draft-04@1.0.0 > npm.txt 2>&1 || { cat npm.txt; exit 1; }
cat > check.js <<'JS'
const Ajv = require('ajv-draft-04');
const route = step => [{route: {id: 'r', from: {uri: 'direct:in', steps: [step]}}}];
const json = {json: {library: 'Jackson'}};
for (const name of ['camelYamlDsl', 'camelYamlDsl-canonical']) {
  const schema = require('./schema/' + name + '.json');
  const check = new Ajv({strict: false, allErrors: true, logger: false}).compile(schema);
  for (const step of ['marshal', 'unmarshal']) {
    const right = check(route({[step]: json}));
    const missing = (check.errors || []).filter(e => e.keyword === 'required' && e.instancePath.endsWith('/' + step)).length;
    console.log(name + ' ' + step + ': ' + (right ? 'follows' : 'refused, ' + missing + ' data formats missing'));
  }
}
JS
node check.js | tee seen.txt
cat > expected.txt <<'TXT'
camelYamlDsl marshal: follows
camelYamlDsl unmarshal: follows
camelYamlDsl-canonical marshal: follows
camelYamlDsl-canonical unmarshal: refused, 47 data formats missing
TXT
cmp -s seen.txt expected.txt
