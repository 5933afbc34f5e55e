package org.sentinelbridge.sandbox.kibana;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Which request leads to what, by method and path; {@code *} stands for any one part of the path. */
final class Routes {

    /** Answers a request in a space; some take their time. */
    interface Handler extends BiFunction<String, Call, CompletionStage<Reply>> {}

    private record Route(String method, List<String> parts, Handler handler) {

        boolean fits(Call call) {
            if (!method.equals(call.method()) || parts.size() != call.path().size()) {
                return false;
            }
            for (var i = 0; i < parts.size(); i++) {
                if (!parts.get(i).equals("*") && !parts.get(i).equals(call.part(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Route> routes = new ArrayList<>();

    Routes later(String method, String path, Handler handler) {
        routes.add(new Route(method, List.of(path.split("/")), handler));
        return this;
    }

    Routes on(String method, String path, BiFunction<String, Call, Reply> handler) {
        return later(method, path, (space, call) -> CompletableFuture.completedFuture(handler.apply(space, call)));
    }

    /** The first that fits. */
    Optional<Handler> find(Call call) {
        return routes.stream().filter(route -> route.fits(call)).map(Route::handler).findFirst();
    }
}
