package org.sentinelbridge.sandbox.eventhubs;

import java.util.Optional;

/**
 * A link on which events arrive.
 *
 * @param partitionId empty when the service is to choose
 */
record Publisher(Optional<String> partitionId) {}
