package org.sentinelbridge.operate.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs checks beside each other. All of them together take no longer than one may. */
final class Examination {

    private final Duration limit;

    /** @param limit how long a check may take */
    Examination(Duration limit) {
        this.limit = limit;
    }

    /** @return the findings, in the order of the checks */
    List<Finding> run(List<Check> checks) {
        var findings = new ArrayList<CompletableFuture<Finding>>();
        for (var check : checks) {
            findings.add(start(check));
        }
        return findings.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Finding> start(Check check) {
        var result = new CompletableFuture<Finding>();
        var thread = new Thread(() -> {
            try {
                result.complete(check.look());
            } catch (Exception | LinkageError | StackOverflowError e) {
                result.completeExceptionally(e);
            }
        }, "doctor-" + check.name());
        // one that hangs holds up neither the other checks nor the end of the program
        thread.setDaemon(true);
        thread.start();
        return result.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(failure -> {
            thread.interrupt();
            return finding(check, failure);
        });
    }

    private Finding finding(Check check, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Finding.fail(check.name(), "No answer within " + limit.toSeconds() + " s",
                    "See whether a firewall or a proxy holds the connection back; on a busy machine give it longer with --timeout=60");
        }
        return Finding.fail(check.name(), Reason.of(failure), "");
    }
}
