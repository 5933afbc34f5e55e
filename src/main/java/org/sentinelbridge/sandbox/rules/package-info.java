/**
 * A stand-in for an analytics rule of Microsoft Sentinel: rows of one table in, alerts with their entities out. It is made of the
 * same two files as a rule of the template for Azure ({@code src/main/azure/analytics-rule.json} and {@code .kql}, {@code case-rule}),
 * and refuses whatever it does not understand of them, so that sandbox and template cannot drift apart. Depends on no other package.
 */
package org.sentinelbridge.sandbox.rules;
