package org.sentinelbridge.operate.manage;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.sentinelbridge.http.serving.WrongKeys;

/** Stands before the console and the API and looks at nothing but a request's head, so that no body of a stranger is read. */
final class Gate implements Handler<RoutingContext> {

    private static final String RIGHT = Right.class.getName();
    private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String FROM_A_PAGE = "X-Requested-With";
    private static final String OURS = "sentinel-bridge";

    private final Keys keys;
    private final WrongKeys wrongKeys = new WrongKeys();
    private final WrongKeyLog log = new WrongKeyLog();

    Gate(Keys keys) {
        this.keys = keys;
    }

    /** The right of whoever sent a request that has passed. */
    static Right right(RoutingContext context) {
        return context.get(RIGHT);
    }

    @Override
    public void handle(RoutingContext context) {
        if (!keys.areSet()) {
            Answers.error(context, 404, "The console and its API are off;"
                    + " management.key in application.properties switches them on");
            return;
        }
        var request = context.request();
        var right = keys.right(request);
        var isOurs = OURS.equals(request.getHeader(FROM_A_PAGE));
        if (right == Right.NONE) {
            log.tell(request.connection().remoteAddress());
            // a browser asks for the password of a page, but not in the midst of it
            context.response()
                    .putHeader("WWW-Authenticate", isOurs ? "ApiKey" : "Basic realm=\"Sentinel Bridge\", charset=\"UTF-8\"");
            wrongKeys.refuse(context.vertx(), request, () -> Answers.error(context, 401, "The key is missing or wrong; give"
                    + " management.key or management.read-key as the header X-Api-Key, or as the password of HTTP Basic"
                    + " authentication with any user name"));
            return;
        }
        wrongKeys.passed(request);
        if (LOOKING.contains(request.method())) {
            pass(context, right);
        } else if (!isOurs) {
            Answers.error(context, 403, "Give the header " + FROM_A_PAGE + ": " + OURS
                    + ", so that no page of somebody else can do this in your name");
        } else if (right != Right.OPERATE) {
            Answers.error(context, 403, "management.read-key is for looking only; this needs management.key");
        } else {
            pass(context, right);
        }
    }

    private static void pass(RoutingContext context, Right right) {
        context.put(RIGHT, right);
        context.next();
    }
}
