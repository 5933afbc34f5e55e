package org.sentinelbridge.http.serving;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The connections of a server, and how many may be there that have not shown a key. {@value #SEATS} of them may take all the time that
 * the limits leave. Who comes when the seats are taken is refused, unless he shows a key or has his answer at once: the newest {@value
 * #STANDING} may stand for {@value #STANDING_MILLIS} ms. So no crowd keeps out a caller with a key, who cannot be told from
 * the crowd before his head is read, nor a probe, which has none. One network gets no more than a part of all that. Nobody is let in
 * while those who stand there have not had their chance; the system keeps who knocks meanwhile.
 */
final class Guests {

    static final int SEATS = 128;
    static final int SEATS_OF_NETWORK = SEATS / 2;
    static final int STANDING = 256;
    static final int STANDING_OF_NETWORK = STANDING * 3 / 4;
    static final long STANDING_MILLIS = 1_000;
    static final long TICK_MILLIS = 25;
    /** Somebody who knows what he wants has said so by then; with TLS there are two more ways to go. */
    private static final int CHANCE_TICKS = 2;
    private static final int CHANCE_TICKS_WITH_TLS = 8;
    /** For so long a body is thrown away that nobody wants: a caller that still writes does not see its answer. */
    private static final long REST_MILLIS = 5_000;
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final long KNOCK_EVERY_MILLIS = 5;

    private final long headMillis;
    private final int chanceTicks;
    private final FastThreadLocal<Heads> heads = new FastThreadLocal<>() {
        @Override
        protected Heads initialValue() {
            return new Heads();
        }
    };
    private final Set<Guest> everybody = ConcurrentHashMap.newKeySet();
    private final Row seated = new Row(SEATS, SEATS_OF_NETWORK);
    private final Row standing = new Row(STANDING, STANDING_OF_NETWORK);

    /**
     * @param head within which the whole head of a request must have come
     * @param withTls whether TLS comes before it
     */
    Guests(Duration head, boolean withTls) {
        this.headMillis = head.toMillis();
        this.chanceTicks = withTls ? CHANCE_TICKS_WITH_TLS : CHANCE_TICKS;
    }

    /** Makes one whose servers let in nobody who has not been counted here first. */
    Vertx newVertx(VertxOptions options) {
        return new VertxBuilder(options)
                .findTransport(new JDKTransport() {
                    @Override
                    public void configure(NetServerOptions server, boolean isDomainSocket, ServerBootstrap bootstrap) {
                        super.configure(server, isDomainSocket, bootstrap);
                        bootstrap.handler(new Door());
                    }
                })
                .init()
                .vertx();
    }

    /** Begins to send those off who are too slow. */
    void watch(Vertx vertx) {
        vertx.setPeriodic(LOOK_EVERY_MILLIS, look -> sendOff());
    }

    private void sendOff() {
        everybody.stream().filter(this::isTooSlow).forEach(Guest::close);
        var longest = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(STANDING_MILLIS);
        stoodSince(longest).stream().filter(guest -> guest.hadChance() && !guest.isWaiting()).forEach(Guest::close);
    }

    private synchronized List<Guest> stoodSince(long nanos) {
        return standing.before(nanos);
    }

    private boolean isTooSlow(Guest guest) {
        return guest.owesHead() && guest.millis() > headMillis || guest.owesBody() && guest.millis() > REST_MILLIS;
    }

    int chanceTicks() {
        return chanceTicks;
    }

    /** One is there, or has come to be one, who has not shown a key. */
    synchronized void enter(Guest guest) {
        everybody.add(guest);
        (seated.hasRoom(guest) ? seated : standing).add(guest);
    }

    /** False if too many stand there, and all beside a guest must have their chance yet. */
    private synchronized boolean makeRoom(Guest guest) {
        while (!standing.isWithinLimits(guest)) {
            var first = standing.first(guest, Guest::hadChance);
            if (first.isEmpty()) {
                return false;
            }
            leave(first.get());
            first.get().close();
        }
        return true;
    }

    /** One has shown a key. */
    synchronized void trust(Guest guest) {
        seated.remove(guest);
        standing.remove(guest);
    }

    void leave(Guest guest) {
        everybody.remove(guest);
        trust(guest);
    }

    /** The unfinished heads of the event loop that asks. */
    Heads heads() {
        return heads.get();
    }

    /** Counts who connects before anything is made for him. */
    @ChannelHandler.Sharable
    private final class Door extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object connection) {
            if (connection instanceof Channel channel) {
                var guest = new Guest(Guests.this, channel);
                channel.pipeline().addLast(guest);
                enter(guest);
                if (!makeRoom(guest)) {
                    context.channel().config().setAutoRead(false);
                    openWhenThereIsRoom(context.channel(), guest);
                }
            }
            context.fireChannelRead(connection);
        }

        private void openWhenThereIsRoom(Channel door, Guest guest) {
            door.eventLoop().schedule(
                    () -> {
                        if (makeRoom(guest)) {
                            door.config().setAutoRead(true);
                        } else {
                            openWhenThereIsRoom(door, guest);
                        }
                    },
                    KNOCK_EVERY_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }
}
