/** The SDK's own producer, the sandbox's event hub, and our consumer: nothing is lost, and nothing that need not comes twice. */
package org.sentinelbridge.component.eventhubs;
