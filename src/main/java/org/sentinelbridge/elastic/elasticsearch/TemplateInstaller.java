package org.sentinelbridge.elastic.elasticsearch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.elasticsearch.client.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs the index templates in a thread of its own, so that the start does not wait, and tries until it works. What is there
 * already in the same or a newer version, was changed by hand or belongs to somebody else, is left as it is, and the log says so. No
 * document is sent before: the first one would fix the types of fields, for good.
 */
final class TemplateInstaller implements Processor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateInstaller.class);
    private static final Duration USUAL_TIME = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final List<Template> templates;
    private final Server server;
    private final Condition condition;
    private final Duration firstWait;
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** @param templates in the order in which they are to be installed; none if that is done by hand */
    TemplateInstaller(List<Template> templates, Server server, Condition condition, Duration firstWait) {
        this.templates = templates;
        this.server = server;
        this.condition = condition;
        this.firstWait = firstWait;
    }

    /** @param client by which Elasticsearch is reached */
    void start(RestClient client) {
        if (templates.isEmpty()) {
            done.countDown();
            return;
        }
        var shelf = new TemplateShelf(client);
        var thread = new Thread(() -> work(shelf), "elasticsearch-templates");
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws ElasticsearchFailure if the templates are not installed yet, and do not come in a moment */
    @Override
    public void process(Exchange exchange) throws InterruptedException {
        var grace = condition.trouble().isPresent() ? Duration.ZERO : USUAL_TIME;
        if (!done.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            throw condition.trouble()
                    .<ElasticsearchFailure>map(trouble -> trouble.advice().isEmpty()
                            ? new ElasticsearchFailure.NotNow(trouble.text(), Optional.empty(), null)
                            : new ElasticsearchFailure.NeedsPerson(trouble.text(), trouble.advice()))
                    .orElseGet(() -> new ElasticsearchFailure.NotNow(
                            "The index templates are not installed yet", Optional.of(firstWait), null));
        }
    }

    @Override
    public void close() {
        stopping.countDown();
    }

    private void work(TemplateShelf shelf) {
        var wait = firstWait;
        try {
            while (!attempt(shelf)) {
                if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            }
            condition.works();
            done.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attempt(TemplateShelf shelf) {
        try {
            server.require();
            for (var template : templates) {
                install(shelf, template);
            }
            return true;
        } catch (ElasticsearchFailure e) {
            server.forget();
            condition.failed(e);
        } catch (IOException e) {
            condition.failed(CallFailure.noAnswer(e));
        } catch (RuntimeException e) {
            LOG.error("The index templates cannot be installed", e);
        }
        return false;
    }

    private void install(TemplateShelf shelf, Template template) throws IOException {
        switch (shelf.settle(template)) {
            case MISSING -> LOG.info("Installed {}", template.path());
            case OLDER -> LOG.info("Replaced {} by version {}; what was changed in it by hand is gone", template.path(), template.body().get("version"));
            case NEWER -> LOG.info("{} is there in a newer version, and is left as it is", template.path());
            case CHANGED -> LOG.warn("{} was changed by hand, and is left as it is", template.path());
            case FOREIGN -> LOG.warn("{} belongs to somebody else (_meta.managed_by), and is left as it is", template.path());
            case SAME -> LOG.debug("{} is there", template.path());
        }
    }
}
