package org.sentinelbridge.http.serving;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.function.Function;

/**
 * Reads requests so that no proxy in front can have read something else. Where a length and a transfer coding are both given the
 * coding counts, and the connection ends with the answer (RFC 9112, section 6.1); Netty would forget that there was a length.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

    private static final String NAME = "httpDecoder";

    private StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Puts it in the place of Vert.x's own, before anything is read. */
    static void install(HttpConnection connection, HttpServerOptions options) {
        ((ConnectionBase) connection).channel().pipeline().replace(NAME, NAME, new StrictDecoder(options));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        var before = out.size();
        super.decode(context, in, out);
        for (var i = before; i < out.size(); i++) {
            if (out.get(i) instanceof HttpRequest request && isAmbiguous(request)) {
                // where the next request begins, nobody knows
                request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        message.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }

    private static boolean isAmbiguous(HttpRequest request) {
        return isAmbiguous(request.headers()::getAll, request.protocolVersion().equals(io.netty.handler.codec.http.HttpVersion.HTTP_1_0));
    }

    /** Whether different programs could take a request for different ones (RFC 9112, sections 3.2 and 6.1). */
    static boolean isAmbiguous(HttpServerRequest request) {
        return isAmbiguous(request.headers()::getAll, request.version() == HttpVersion.HTTP_1_0);
    }

    private static boolean isAmbiguous(Function<CharSequence, List<String>> headers, boolean isOld) {
        var hosts = headers.apply(HttpHeaderNames.HOST).size();
        var codings = headers.apply(HttpHeaderNames.TRANSFER_ENCODING);
        return hosts > 1
                || hosts == 0 && !isOld
                || codings.size() > 1
                || codings.size() == 1 && (isOld || !codings.get(0).equalsIgnoreCase("chunked"));
    }
}
