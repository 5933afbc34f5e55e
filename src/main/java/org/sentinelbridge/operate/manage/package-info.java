/**
 * The management port: health and metrics for machines, the console for people, and under {@code /manage} the same as JSON, described
 * by {@code openapi.yaml} beside the console's files. Here is who may call and how answers are written; what is answered comes from
 * the packages that know it ({@code runs}, {@code parked}, {@code doctor}, {@code kibana}).
 *
 * <p>Paths and contents of {@code /observe} are those of {@code camel-observability-services}, of which the parts that make them are
 * used: health checks and Micrometer. The artifact itself would add JMX and an OpenTelemetry SDK: 265 MB resident after the start of
 * the sandbox in place of 233, and an eighth more processor time for it (three starts each, 2026-11-25, Camel 4.17.0).
 */
package org.sentinelbridge.operate.manage;
