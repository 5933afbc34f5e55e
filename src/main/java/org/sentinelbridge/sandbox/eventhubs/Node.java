package org.sentinelbridge.sandbox.eventhubs;

import org.apache.qpid.proton.message.Message;

/** Something in the namespace that answers requests, as {@code $cbs} and {@code $management} do. */
interface Node {

    Message answer(Message request);
}
