package org.sentinelbridge.http.serving;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A connection, from the moment that it is there, and how far it has come: TLS, head, body, answer. Stands before TLS, so that it sees
 * every byte that comes. The event loop of the connection tells it what happens; others may look.
 */
final class Guest extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<Guest> KEY = AttributeKey.valueOf(Guest.class.getName());
    /** Whoever has one address of IPv6 has all of its network. */
    private static final int NETWORK_BYTES = 8;

    private final Guests all;
    private final Channel channel;
    private final Object network;
    private int lastRead;
    private boolean hasKey;
    private volatile boolean hadChance;
    private volatile boolean hasAsked;
    private volatile boolean isAnswered = true;
    private volatile boolean isBodyWhole = true;
    private volatile boolean isHeadBegun;
    private volatile long since = System.nanoTime();

    Guest(Guests all, Channel channel) {
        this.all = all;
        this.channel = channel;
        this.network = channel.remoteAddress() instanceof InetSocketAddress address ? network(address.getAddress().getAddress()) : "";
        channel.attr(KEY).set(this);
    }

    static Guest of(HttpConnection connection) {
        return ((ConnectionBase) connection).channel().attr(KEY).get();
    }

    private static Object network(byte[] address) {
        return ByteBuffer.wrap(Arrays.copyOf(address, Math.min(address.length, NETWORK_BYTES)));
    }

    /** Comes from the event loop, when it begins to serve this connection. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel.closeFuture().addListener(closed -> {
            all.leave(this);
            all.heads().end(this);
        });
        giveChance();
    }

    /** By the clock of the event loop, which goes on only when it has looked at all connections: nobody loses time while others take it. */
    private void giveChance() {
        hadChance = false;
        tick(all.chanceTicks());
    }

    private void tick(int left) {
        channel.eventLoop().schedule(
                () -> {
                    if (left > 1) {
                        tick(left - 1);
                    } else {
                        hadChance = true;
                    }
                },
                Guests.TICK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Whether it has had the time to show a key. */
    boolean hadChance() {
        return hadChance;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            lastRead = bytes.readableBytes();
            if (isBodyWhole) {
                isOfHead(lastRead);
            }
        }
        if (channel.isOpen()) {
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void isOfHead(int bytes) {
        if (!isHeadBegun) {
            isHeadBegun = true;
            restart();
        }
        if (!hasKey) {
            all.heads().more(this, bytes).forEach(Guest::close);
        }
    }

    /** What came until now was of TLS; now begins the time of the head. */
    void isSecured() {
        restart();
        endHead();
    }

    /** A head is whole. */
    void asks(HttpServerRequest request) {
        endHead();
        hasAsked = true;
        isAnswered = false;
        isBodyWhole = false;
        request.response().bodyEndHandler(end -> {
            restart();
            isAnswered = true;
            closeIfLast(request);
        });
        var hasBody = hasBody(request);
        request.end().onComplete(end -> {
            restart();
            isBodyWhole = true;
            if (hasBody && !hasKey) {
                // the beginning of another head may have come with the end of the body
                isOfHead(lastRead);
            }
            closeIfLast(request);
        });
    }

    /** Vert.x does not do by itself what the header of an answer promises. */
    private void closeIfLast(HttpServerRequest request) {
        if (isAnswered && isBodyWhole && request.response().headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
            request.connection().close();
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        var length = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH)).orElse("0");
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || !length.equals("0");
    }

    private void endHead() {
        isHeadBegun = false;
        if (!hasKey) {
            all.heads().end(this);
        }
    }

    private void restart() {
        since = System.nanoTime();
    }

    /** Whether its last request had a key. */
    void hasKey(boolean hasIt) {
        if (hasKey != hasIt) {
            hasKey = hasIt;
            if (hasIt) {
                all.trust(this);
            } else {
                giveChance();
                all.enter(this);
            }
        }
    }

    /** Whether it waits for an answer. */
    boolean isWaiting() {
        return !isAnswered;
    }

    /** Whether a head is to come that has begun, or that is the first one. */
    boolean owesHead() {
        return isAnswered && isBodyWhole && (isHeadBegun || !hasAsked);
    }

    /** Whether it has its answer, but its body is not whole yet. */
    boolean owesBody() {
        return isAnswered && !isBodyWhole;
    }

    Object network() {
        return network;
    }

    /** For how long it has been as it is. */
    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    /** Without a farewell, for which the other side might let it wait. */
    void close() {
        if (channel.eventLoop().inEventLoop()) {
            channel.unsafe().close(channel.voidPromise());
        } else {
            channel.eventLoop().execute(this::close);
        }
    }
}
