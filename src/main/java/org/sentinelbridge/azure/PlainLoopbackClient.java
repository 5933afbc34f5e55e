package org.sentinelbridge.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import reactor.core.publisher.Mono;

/**
 * Speaks http with one authority on this machine where azure-identity asks for https, which it insists on even for a
 * stand-in. Requests to any other host are left as they are.
 */
final class PlainLoopbackClient implements HttpClient {

    private final HttpClient client = HttpClient.createDefault();
    private final URI authority;

    PlainLoopbackClient(URI authority) {
        this.authority = authority;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return client.send(plain(request));
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return client.send(plain(request), context);
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        return client.sendSync(plain(request), context);
    }

    private HttpRequest plain(HttpRequest request) {
        var url = request.getUrl();
        if (url.getHost().equals(authority.getHost()) && url.getPort() == authority.getPort()) {
            try {
                request.setUrl(new URL("http", url.getHost(), url.getPort(), url.getFile()));
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return request;
    }
}
