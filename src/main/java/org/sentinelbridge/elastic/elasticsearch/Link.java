package org.sentinelbridge.elastic.elasticsearch;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.client.RedirectStrategy;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.apache.http.protocol.HttpContext;
import org.elasticsearch.client.RestClient;

/** The connections to Elasticsearch. */
final class Link implements AutoCloseable {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int MOST_CONNECTIONS = 64;

    /**
     * Where to and how.
     *
     * @param authorization the header of this name; empty for none
     * @param limit how long a call may take, answer included
     * @param compressed whether requests are sent, and answers asked for, in gzip
     */
    record Address(URI url, String authorization, SSLContext tls, Duration limit, boolean compressed) {

        /** The same at another place. */
        Address at(URI other) {
            return new Address(other, authorization, tls, limit, compressed);
        }

        /** Somebody else at the same place. */
        Address as(String other) {
            return new Address(url, other, tls, limit, compressed);
        }

        /** The key stays out of logs. */
        @Override
        public String toString() {
            return "Address[" + url + "]";
        }
    }

    private final RestClient client;
    private final Builder http;

    /** @param interceptor sees every request last */
    Link(Address address, HttpRequestInterceptor interceptor) {
        http = new Builder(address, interceptor);
        var url = address.url();
        var builder = RestClient.builder(new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
                .setHttpClientConfigCallback(usual -> http);
        if (url.getPath() != null && url.getPath().length() > 1) {
            builder.setPathPrefix(url.getPath());
        }
        if (!address.authorization().isEmpty()) {
            builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", address.authorization())});
        }
        client = builder.build();
    }

    RestClient client() {
        return client;
    }

    @Override
    public void close() throws IOException {
        http.built.end();
    }

    private static final class Builder extends HttpAsyncClientBuilder {

        private final Duration limit;
        private final boolean compressed;
        private SteadyHttpClient built;

        Builder(Address address, HttpRequestInterceptor interceptor) {
            limit = address.limit();
            compressed = address.compressed();
            setDefaultRequestConfig(RequestConfig.custom()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setConnectionRequestTimeout((int) limit.toMillis())
                    .setSocketTimeout((int) limit.toMillis())
                    .build());
            setDefaultIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).setSoKeepAlive(true).build());
            setThreadFactory(task -> {
                var thread = new Thread(task, "elasticsearch-connections");
                thread.setDaemon(true);
                return thread;
            });
            setMaxConnPerRoute(MOST_CONNECTIONS);
            setMaxConnTotal(MOST_CONNECTIONS);
            setSSLContext(address.tls());
            setRedirectStrategy(new NoRedirects());
            disableCookieManagement();
            disableAuthCaching();
            addInterceptorLast(interceptor);
        }

        @Override
        public CloseableHttpAsyncClient build() {
            built = new SteadyHttpClient(super.build(), limit, compressed);
            return built;
        }
    }

    /** The key would go wherever the answer says. */
    private static final class NoRedirects implements RedirectStrategy {

        @Override
        public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context) {
            return false;
        }

        @Override
        public HttpUriRequest getRedirect(HttpRequest request, HttpResponse response, HttpContext context) {
            throw new UnsupportedOperationException("redirects are not followed");
        }
    }
}
