/**
 * A stand-in for Elasticsearch, served by the sandbox below {@code /elasticsearch}: as much of its API as the bridge calls and as a
 * person needs to look at what came, with the statuses, error types and media types of the real one. It keeps everything in memory,
 * and of that no more than it is allowed: the newest documents whole, of the others only a trace by which a repeat is known.
 *
 * <dl>
 *   <dt>{@code GET /}
 *   <dd>Name and version.
 *   <dt>{@code POST|PUT /_bulk, /{target}/_bulk}
 *   <dd>{@code create} into data streams (with {@code index} answered as the real one does, 400 for the item); 409 for an
 *       {@code _id} that is there; 400 for a document without {@code @timestamp} or whose value does not fit the type that the
 *       templates declare. The fields of a data stream that nothing declares take any value.
 *   <dt>{@code GET|POST /{target}/_count, /{target}/_search}
 *   <dd>Queries match_all, ids, term and bool with filter or must; the newest documents first. Needs no key, as if there was a role
 *       for anonymous readers. A query other than match_all finds only what is kept whole.
 *   <dt>{@code GET|HEAD|PUT|DELETE /_index_template/{name}, /_component_template/{name}}, {@code GET|HEAD|PUT /_data_stream/{name}}
 *   <dd>Templates are resolved by pattern and priority when the first document comes.
 *   <dt>{@code GET /_security/api_key}, {@code POST /_security/user/_has_privileges}
 *   <dd>The key, which never expires, and its privileges: all that it is asked for, but for those that are missing (below).
 *   <dt>{@code POST /_security/api_key}, {@code PUT /_data_stream/{name}/_lifecycle}
 *   <dd>Keys that are made may do what their role descriptors say, and nothing else. Only the user elastic, with the password sandbox, makes
 *       keys that may do something.
 * </dl>
 *
 * <p>Everything else is 400, as an unknown path is in Elasticsearch. {@code /_sandbox/faults} takes {@code {"elasticsearch":
 * {"version":"8.19.4", "opensearch":false, "missing_privileges":["create_doc"], "key":"invalid", "max_content_length":104857600,
 * "reject_items":10, "fail_items_with":"text"}}}, each field optional: the number of items that are answered 429, and a text; a
 * document in which it stands is answered 500.
 */
package org.sentinelbridge.sandbox.elasticsearch;
