/**
 * The management port: health and metrics for machines, the console for people, and under {@code /manage} the same as JSON,
 * described
 * by {@code openapi.yaml} beside the console's files. Here is who may call and how answers are written; what is answered comes
 * from
 * the packages that know it ({@code runs}, {@code parked}, {@code doctor}, {@code kibana}).
 */
package org.sentinelbridge.manage;
