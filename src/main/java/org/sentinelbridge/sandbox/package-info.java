/**
 * A local stand-in for the parts of Microsoft's cloud that the bridge talks to, faithful enough to develop, try and
 * test against: the token endpoint of Entra ID, the incidents API of Microsoft Sentinel in Azure Resource Manager
 * (ARM), and the two APIs that bring rows to Log Analytics, Logs Ingestion and the old HTTP Data Collector. It enforces the limits and answers with the error shapes of the real services, keeps everything in memory and
 * listens on 127.0.0.1 only. No other package may depend on this one, and the stand-ins depend on no other.
 *
 * <p>It is inspected and disturbed over HTTP. Bodies and answers are JSON objects; an unknown field is refused with 400
 * and the list of the known ones.
 *
 * <dl>
 *   <dt>{@code GET /_sandbox/state}
 *   <dd>{@code {"sentinel":{"incidents":[document with "comments":[...]], "counts":{"Incidents_Get":3}},
 *       "log_analytics":{"requests":2, "answers":{"204":1,"429":1}, "tables":{"ElasticSecurityAlerts_CL":{"rows":3, "distinct":3,
 *       "duplicates":0, "type_mismatches":0, "vanished_columns":{"Nmae":3}, "newest":[the last 20 rows]}}},
 *       "entra":{"tokens_issued":1,"token_requests":1}, "faults":[...], "throttle":true}}. Rows are the same alert when their
 *       column AlertUuid is. Requests are counted when they
 *       arrive, under the operation ids of Microsoft's OpenAPI file, whatever becomes of them.
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
 *   <dd>Or a switch: {@code {"throttle":true|false}} Sentinel's limits; {@code {"role":false}} 403 on everything in ARM;
 *       {@code {"revoke_tokens":true}} all tokens issued so far become invalid; {@code {"latency_ms":300}} delays all
 *       answers of ARM; {@code {"not_found_after_create_ms":500}} a new incident cannot be read for so long; {@code {"ingestion_role":false}} 403
 *       for who brings rows; {@code {"ingestion_limit_unpacked":true}} the limit of 1 MB counts unpacked bytes too;
 *       {@code {"reject_rows_with":"text"}} 400 for a request in which this text stands, until it is set to the empty text.
 *   <dt>{@code GET /_sandbox/faults}, {@code DELETE /_sandbox/faults}
 *   <dd>Lists the faults and switches; removes all faults and sets all switches back.
 *   <dt>{@code POST /_sandbox/reset}
 *   <dd>Empties everything: incidents, rows, counts, tokens, faults, switches.
 *   <dt>{@code GET /_sandbox/log-analytics/{table}/rows}, {@code GET /_sandbox/log-analytics/{table}/uuids}
 *   <dd>The last 100 rows of a table, whole; how often each alert has come, {@code {"uuid":1}}, up to 200,000 alerts.
 *   <dt>{@code PUT|PATCH /_sandbox/sentinel/incidents/{id}}
 *   <dd>{@code {"properties":{"status":"Active"}, "comments":[{"message":"text"}], "alerts":[...], "bookmarks":[...],
 *       "entities":[...]}}: what an analyst does in the portal or an analytics rule does by itself. Properties are merged,
 *       read-only ones too, comments are added, the three lists are replaced; the etag changes. PUT creates an incident
 *       that is not there, PATCH answers 404. No token is needed.
 * </dl>
 */
package org.sentinelbridge.sandbox;
