package org.sentinelbridge.bench;

import java.util.List;
import java.util.function.Supplier;

/**
 * What an analyst's action comes to, sent to the bridge, and the same calls made at Sentinel without a bridge between.
 *
 * @param bridge the one request to the bridge
 * @param direct the calls that the bridge makes of it, one after the other
 */
record Flow(String name, Supplier<List<Call>> bridge, Supplier<List<Call>> direct) {}
