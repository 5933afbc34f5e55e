package org.sentinelbridge.operate.doctor;

import org.sentinelbridge.base.settings.Settings;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchFailure;
import org.sentinelbridge.elastic.elasticsearch.ElasticsearchProbe;

/** A question to Elasticsearch; what it answers instead of an answer means the same for all of them. */
abstract class ElasticsearchCheck implements Check {

    private final String name;
    private final Settings settings;

    ElasticsearchCheck(String name, Settings settings) {
        this.name = name;
        this.settings = settings;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Finding look() throws Exception {
        try (var probe = ElasticsearchProbe.of(settings)) {
            return ask(probe);
        } catch (ElasticsearchFailure.NotNow e) {
            return Finding.fail(name, String.valueOf(e.getMessage()), "Check elasticsearch.url, and that Elasticsearch is up; the bridge tries by itself");
        } catch (ElasticsearchFailure e) {
            return Finding.fail(name, String.valueOf(e.getMessage()), e.advice());
        }
    }

    abstract Finding ask(ElasticsearchProbe probe) throws Exception;
}
