/**
 * A stand-in for Kibana, served by the sandbox below {@code /kibana}: as much of its API as it takes to set it up for the bridge, to make
 * a case and to push it, with the statuses, texts and licence checks of the real one. It calls connectors as Kibana does: bodies and URLs
 * are Mustache templates; a case is created or updated, then read, then each comment that is new follows; each answer must be 2xx JSON
 * with the field that is wanted, of 1 MB at the most, within 60 s; only a push that has worked as a whole is remembered. It keeps the last
 * 1,000 cases in memory.
 *
 * <p>It takes the API key {@link org.sentinelbridge.sandbox.kibana.KibanaStandIn#API_KEY} or the user elastic with the password sandbox,
 * and wants the header kbn-xsrf on everything but GET. Spaces are {@code default} and {@code soc}.
 *
 * <dl>
 *   <dt>{@code /api/status}, {@code /api/actions/...}
 *   <dd>Version, types of connectors, connectors {@code .cases-webhook} and {@code .webhook} with the schema of the version, and their test
 *       ({@code _execute}).
 *   <dt>{@code /api/cases...}
 *   <dd>Cases, comments, settings, and {@code POST /api/cases/{id}/connector/{connector}/_push}.
 *   <dt>{@code /api/detection_engine/rules}, {@code /api/saved_objects/_import, _export}
 *   <dd>Rules with their actions; dashboards, as far as they are imported and exported again.
 * </dl>
 *
 * <p>Rules find nothing by themselves: {@code POST /_sandbox/kibana/rules/{rule_id}/run} with an array of events is a run in which the rule
 * has found them. It makes an alert of each, runs the rule's actions, and answers with what was sent and what came of it. An action is
 * sent once; Kibana would repeat some failures up to three times.
 *
 * <p>{@code /_sandbox/faults} takes {@code {"kibana": {"version":"8.15.0", "license":"basic", "key":"invalid",
 * "missing_privileges":["actions","cases","comments","rules","saved_objects"], "allowed_hosts":["bridge.example.com"], "spaces":["soc"],
 * "response_timeout_ms":60000, "public_url":"https://kibana.example.com", "auto_push":true}}}, each field optional. With
 * {@code auto_push}, since 9.4, alerts that are attached to a case are attached by a rule's Cases action that pushes by itself: the case is
 * pushed through its connector, and a failure is only counted, in {@code auto_pushes} of the state.
 */
package org.sentinelbridge.sandbox.kibana;
