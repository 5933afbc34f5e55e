package org.sentinelbridge.sandbox;

/**
 * The operations, under their ids in azure-rest-api-specs Incidents.json 2024-03-01, with the permission each needs and
 * how many requests are allowed in five minutes. Source of the limits: learn.microsoft.com
 * rest/api/securityinsights/request-limits-and-throttling.
 */
enum Operation {
    LIST_INCIDENTS("Incidents_List", "incidents/read", 0),
    GET_INCIDENT("Incidents_Get", "incidents/read", 0),
    PUT_INCIDENT("Incidents_CreateOrUpdate", "incidents/write", 75),
    DELETE_INCIDENT("Incidents_Delete", "incidents/delete", 0),
    LIST_ALERTS("Incidents_ListAlerts", "incidents/alerts/action", 100),
    LIST_BOOKMARKS("Incidents_ListBookmarks", "incidents/bookmarks/action", 100),
    LIST_ENTITIES("Incidents_ListEntities", "incidents/entities/action", 100),
    LIST_COMMENTS("IncidentComments_List", "incidents/comments/read", 100),
    GET_COMMENT("IncidentComments_Get", "incidents/comments/read", 100),
    PUT_COMMENT("IncidentComments_CreateOrUpdate", "incidents/comments/write", 75),
    DELETE_COMMENT("IncidentComments_Delete", "incidents/comments/delete", 0),
    WRONG_METHOD("wrong_method", "read", 0),
    UNKNOWN("unknown", "read", 0);

    private final String id;
    private final String permission;
    private final int limit;

    Operation(String id, String permission, int limit) {
        this.id = id;
        this.permission = permission;
        this.limit = limit;
    }

    String id() {
        return id;
    }

    String permission() {
        return "Microsoft.SecurityInsights/" + permission;
    }

    /** Requests in five minutes; 0 for no limit. */
    int limit() {
        return limit;
    }
}
