/**
 * A local stand-in for the parts of Microsoft's cloud that the bridge talks to, faithful enough to develop, try and
 * test against: the token endpoint of Entra ID, the incidents API of Microsoft Sentinel in Azure Resource Manager (ARM),
 * of Log Analytics the Logs Ingestion API and the old HTTP Data Collector API, and Event Hubs over AMQP. It enforces the limits and
 * answers with the error shapes of the real services, keeps everything in memory and listens on 127.0.0.1 only. A stand-in for
 * Elasticsearch has a package of its own and is served below {@code /elasticsearch}, one for Kibana below {@code /kibana}.
 *
 * <p>It comes in a jar of its own, {@code sentinel-bridge-VERSION-sandbox.jar}, which production does without: nobody may depend on it, and
 * {@link org.sentinelbridge.sandbox.SandboxStandIns} is found by the service loader. May not be here: anything that the real sides do not
 * have. Uses {@code base}, and of {@code elastic} what sets Kibana up. Begin reading at {@code SandboxStandIns}, then at
 * {@link org.sentinelbridge.sandbox.Sandbox}.
 *
 * <p>It is inspected and disturbed over HTTP. Bodies and answers are JSON objects; an unknown field is refused with 400
 * and the list of the known ones.
 *
 * <dl>
 *   <dt>{@code GET /_sandbox/settings}
 *   <dd>{@code {"sentinel.endpoint":"http://127.0.0.1:8099",...}}: the settings that lead a bridge here, made-up secrets included.
 *   <dt>{@code GET /_sandbox/state}
 *   <dd>{@code {"sentinel":{"incidents":[document with "comments":[...]], "counts":{"Incidents_Get":3},
 *       "throttled":{"Incidents_CreateOrUpdate":25},
 *       "analytics_rule":{"on":true,"rows_passed_over":0},
 *       "case_rule":{"on":true,"rows_passed_over":0}},
 *       "entra":{"tokens_issued":1,"token_requests":1}, "log_analytics":{"requests":3,
 *       "answers":{"204":2,"429":1}, "tables":{"ElasticSecurityAlerts_CL":{"rows":9,"distinct":8,"duplicates":1,
 *       "type_mismatches":0,"vanished_columns":{"Colour":9},"uuids":{up to 1,000 of them, each with how often it came},
 *       "newest":[the last 20 rows, oldest first]}}},
 *       "event_hubs":{"hub":"sandbox-events","connections":5,"partitions":[{"id":"0","received":9,"events":9,"bytes":4711,
 *       "last_sequence":8,"receivers":1}]}, "faults":[...],
 *       "throttle":true}}. Requests are counted when they
 *       arrive, under the operation ids of Microsoft's OpenAPI file, whatever becomes of them; {@code throttled} is how many of
 *       them were refused because a limit was reached. Answers of Log Analytics are
 *       counted with the disturbed ones, but without those that a cut connection swallows. {@code distinct} and
 *       {@code duplicates} go by the column AlertUuid (AlertUuid_s, AlertUuid_g); a row without one is distinct.
 *   <dt>{@code GET /_sandbox/log-analytics/{table}/uuids}
 *   <dd>{@code {"uuid":2}}: how often each came. Up to 500,000 are kept, of together 40 MB; a new one beyond that is
 *       forgotten and counts as distinct each time.
 *   <dt>{@code GET /_sandbox/log-analytics/{table}/rows}
 *   <dd>The last 200 rows, as long as they have no more than 4 MB together, oldest first.
 *   <dt>{@code POST /_sandbox/faults}
 *   <dd>One object or an array of them; either all are taken or none. A fault:
 *       {@code {"match":{"method":"PUT","path":"incidents/.+/comments"}, "status":503, "headers":{"Retry-After":"2"},
 *       "body":{}, "delay_ms":0, "cut":"before", "commit":true, "drip_ms":5, "times":1}}, each field optional.
 *       <ul>
 *         <li>{@code match}: the method and a regular expression found in the path; without it, every request
 *         <li>{@code status}: answer so, and do not execute the request, unless {@code commit} is true
 *         <li>{@code headers}, {@code body}: replace those of the answer; a text as body is sent as it is
 *         <li>{@code cut}: close the connection without an answer, {@code before} or {@code after} executing the request
 *         <li>{@code delay_ms}: answer so much later; the request is executed when it arrives
 *         <li>{@code drip_ms}: send the body of the answer one byte each so many milliseconds
 *         <li>{@code times}: how many requests meet the fault; without it, all
 *       </ul>
 *       The first fault that matches is met, in the order in which they were added.
 *   <dd>Or a switch: {@code {"throttle":true|false}} Sentinel's limits; {@code {"throttle":{"limit":75,"seconds":10}}} switches them
 *       on with another number of writes, for incidents and comments each, or a window of another length than 75 in 300 s; {@code {"role":false}} 403 on everything in ARM;
 *       {@code {"revoke_tokens":true}} all tokens issued so far become invalid; {@code {"latency_ms":300}} delays all
 *       answers of ARM; {@code {"not_found_after_create_ms":500}} a new incident cannot be read for so long;
 *       {@code {"ingestion_role":false}} 403 on every upload to the Logs Ingestion API;
 *       {@code {"rules_readable":false}} 403 on the list of data collection rules;
 *       {@code {"ingestion_limit_unpacked":true}} its limit of 1 MB holds for the uncompressed size too;
 *       {@code {"reject_rows_with":"text"}} 400 on every upload in whose uncompressed body the text stands, as one bad
 *       record spoils its batch (Azure-Sentinel #12130); null switches it off. {@code throttle} holds for uploads too.
 *   <dd>And {@code {"elasticsearch":{...}}}, see package {@code elasticsearch}.
 *   <dd>Or what happens to Event Hubs: {@code {"event_hubs":{"cut":true}}} cuts all connections; {@code "refuse_links":3} and
 *       {@code "refuse_sends":3} refuse the next links, or transfers of events, as a busy service does; {@code "delay_ms":500} has
 *       events reach their receivers so much later; {@code "steal":"1"} sends the receivers of that partition away.
 *   <dt>{@code GET /_sandbox/faults}, {@code DELETE /_sandbox/faults}
 *   <dd>Lists the faults and switches; removes all faults and sets all switches back.
 *   <dt>{@code POST /_sandbox/reset}
 *   <dd>Empties everything: incidents, tables, counts, tokens, faults, switches.
 *   <dt>{@code POST /_sandbox/event-hubs/events}
 *   <dd>Brings the body to the event hub, as one event of up to 1 MB; with {@code ?records=500}, up to 5,000, made-up rows of
 *       SecurityAlert, SecurityIncident and SigninLogs, twenty in an event.
 *   <dt>{@code POST /_sandbox/kibana/rules/{rule_id}/run}
 *   <dd>See package {@code kibana}; its switches are {@code {"kibana":{...}}}.
 *   <dt>{@code PUT|PATCH /_sandbox/sentinel/incidents/{id}}
 *   <dd>{@code {"properties":{"status":"Active"}, "comments":[{"message":"text"}], "alerts":[...], "bookmarks":[...],
 *       "entities":[...]}}: what an analyst does in the portal or an analytics rule does by itself. Properties are merged,
 *       read-only ones too, comments are added, the three lists are replaced; the etag changes. PUT creates an incident
 *       that is not there, PATCH answers 404. No token is needed.
 * </dl>
 */
package org.sentinelbridge.sandbox;
