package org.sentinelbridge.component.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is read again, what is not, and where a poll goes on after it broke off. */
class PollTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InstantSource CLOCK = () -> Instant.parse("2026-04-01T00:00:00Z");
    private static final PollState START = new PollState("2026-03-31T08:00:00Z", Map.of(), Map.of());

    @Test
    void thePositionMovesOnlyWhenAllOfThePageHasBeenHandled() {
        var poll = poll(START);
        poll.take(page("", incident("a", "1", "2026-03-31T08:10:00.1234567Z"), incident("b", "1", "2026-03-31T08:11:00Z")));
        poll.done(poll.getFresh().get(0));

        assertThat(poll.state().position()).isEqualTo("2026-03-31T08:00:00Z");
        var next = poll(PollState.of(poll.state().json()));
        next.take(page("", incident("a", "1", "2026-03-31T08:10:00.1234567Z"), incident("b", "1", "2026-03-31T08:11:00Z")));
        assertThat(names(next)).as("what was done is not read again").containsExactly("b");
        next.done(next.getFresh().get(0));
        next.pageDone();

        assertThat(next.state().position()).isEqualTo("2026-03-31T08:11:00Z");
        assertThat(next.isHasPage()).isFalse();
    }

    @Test
    void whatComesAgainInTheOverlapIsNewOnlyIfItHasChanged() {
        var poll = poll(START);
        poll.take(page("", incident("a", "1", "2026-03-31T08:10:00Z")));
        poll.done(poll.getFresh().get(0));
        poll.pageDone();

        var next = poll(poll.state());
        assertThat(next.getQuery()).contains("2026-03-31T08%3A08%3A00Z");
        next.take(page("", incident("a", "1", "2026-03-31T08:10:00Z"), incident("a2", "1", "2026-03-31T08:10:00Z")));
        assertThat(names(next)).as("the same moment, seen for the first time").containsExactly("a2");
        next.take(page("", incident("a", "2", "2026-03-31T08:10:00Z")));
        assertThat(names(next)).containsExactly("a");
    }

    @Test
    void whatIsOlderThanTheOverlapIsForgotten() {
        var poll = poll(START);
        poll.take(page("", incident("old", "1", "2026-03-31T08:01:00Z"), incident("new", "1", "2026-03-31T09:00:00Z")));
        poll.getFresh().forEach(poll::done);
        poll.pageDone();

        assertThat(poll.state().seen()).containsOnlyKeys("new");
    }

    @Test
    void aPositionNeverGoesBack() {
        var poll = poll(START);
        poll.take(page("", incident("a", "1", "2026-03-31T07:59:00Z")));
        poll.pageDone();

        assertThat(poll.state().position()).isEqualTo("2026-03-31T08:00:00Z");
    }

    @Test
    void aTimeInTheFutureHidesNothing() {
        var poll = poll(START);
        poll.take(page("", incident("ahead", "1", "9999-01-01T00:00:00Z")));
        poll.done(poll.getFresh().get(0));
        poll.pageDone();

        assertThat(poll.state().position()).isEqualTo("2026-04-01T00:00:00Z");
        var next = poll(PollState.of(poll.state().json()));
        next.take(page("", incident("later", "1", "2026-04-01T00:00:01Z"), incident("ahead", "1", "9999-01-01T00:00:00Z")));
        assertThat(names(next)).as("and comes once").containsExactly("later");

        var lost = poll(new PollState("9999-01-01T00:00:00Z", Map.of(), Map.of()));
        lost.take(page(""));
        lost.pageDone();
        assertThat(lost.state().position()).as("of a cursor that is there already").isEqualTo("2026-04-01T00:00:00Z");
    }

    @Test
    void oddElementsAreRecordsAndMoveNothing() throws JsonProcessingException {
        var poll = poll(START);
        poll.take(JSON.readTree("{\"value\": [7, null, {}, {\"name\": \"n\"}, {\"name\": \"m\", \"properties\":"
                + " {\"lastModifiedTimeUtc\": \"soon\"}}]}"));

        assertThat(poll.getRecords()).hasSize(5);
        assertThat(poll.getRecords().get(0).problem()).isNotEmpty();
        assertThat(names(poll)).containsExactly("n", "m");
        poll.getFresh().forEach(poll::done);
        poll.pageDone();
        assertThat(poll.state().position()).isEqualTo("2026-03-31T08:00:00Z");
    }

    @Test
    void anIncidentThatFailsIsTriedAgainByTheNextPollAndKeepsTheOthersFromNothing() {
        var poll = poll(START);
        poll.take(page("", incident("bad", "1", "2026-03-31T08:10:00Z"), incident("good", "1", "2026-03-31T08:11:00Z")));
        assertThat(poll.failed(poll.getFresh().get(0), "broken")).isEqualTo(1);
        assertThat(poll.trouble()).contains("The alerts of 1 incident could not be read: broken");
        assertThat(poll.getRetries()).as("only by the next poll").isEmpty();
        poll.done(poll.getFresh().get(1));
        poll.pageDone();
        assertThat(poll.trouble()).as("it is not all of Sentinel").isEmpty();

        var next = poll(PollState.of(poll.state().json()));
        assertThat(next.getRetries()).extracting(Incident::name).containsExactly("bad");
        var bad = next.getRetries().get(0);
        assertThat(next.failed(bad, "broken")).isEqualTo(2);
        next.done(bad);
        assertThat(next.state().retry()).isEmpty();
    }

    @Test
    void whatSentinelThrottlesIsTriedAfterTheOthersAndNotCounted() {
        var poll = poll(START);
        poll.take(page("", incident("a", "1", "2026-03-31T08:10:00Z"), incident("b", "1", "2026-03-31T08:11:00Z")));
        poll.postpone(poll.getFresh().get(0));
        poll.failed(poll.getFresh().get(1), "broken");

        var next = poll(PollState.of(poll.state().json()));
        assertThat(next.getRetries()).extracting(Incident::name).containsExactly("a", "b");
        next.postpone(next.getRetries().get(0));
        var last = poll(PollState.of(next.state().json()));
        assertThat(last.getRetries()).extracting(Incident::name).containsExactly("b", "a");
        assertThat(last.failed(last.getRetries().get(1), "broken")).isEqualTo(1);
    }

    @Test
    void aNextLinkLeadsNowhereButToItsQuery() {
        assertThat(NextPage.query("https://evil.example/elsewhere?api-version=1&$filter=properties/lastModifiedTimeUtc ge 2026"
                        + "&$skipToken=a+b/c=="))
                .isEqualTo("&%24filter=properties%2FlastModifiedTimeUtc%20ge%202026&%24skipToken=a%2Bb%2Fc%3D%3D");
        assertThat(NextPage.query("https://management.azure.com/x?%24skipToken=a%2Bb%3D")).isEqualTo("&%24skipToken=a%2Bb%3D");
        assertThat(NextPage.query("https://management.azure.com/x?$skipToken=100%")).isEqualTo("&%24skipToken=100%25");
        assertThat(NextPage.query("")).isEmpty();
        assertThat(NextPage.query("https://management.azure.com/x")).isEmpty();
    }

    @Test
    void whatChangesBetweenPagesHidesNoOther() {
        var workspace = new Workspace();
        List.of("a", "b", "c", "d", "e").forEach(workspace::modify);
        var read = new ArrayList<String>();
        var poll = new Poll(START, 2, Duration.ofMinutes(2), CLOCK);
        while (poll.isHasPage()) {
            handlePage(poll, workspace, read);
            if (read.equals(List.of("a", "b"))) {
                workspace.modify("a");
            }
            poll.pageDone();
        }

        assertThat(read).containsExactly("a", "b", "c", "d", "e", "a");
    }

    @Test
    void manyOfTheSameMomentAreReadByTheirLinks() {
        var workspace = new Workspace();
        workspace.modify("a");
        workspace.modifyAtOnce("b", "c", "d", "e", "f");
        workspace.modify("g");
        var read = new ArrayList<String>();
        var poll = new Poll(START, 2, Duration.ofMinutes(2), CLOCK);
        while (poll.isHasPage()) {
            handlePage(poll, workspace, read);
            poll.pageDone();
        }

        assertThat(read).containsExactly("a", "b", "c", "d", "e", "f", "g");
    }

    @Test
    void whatChangesBetweenPagesOfTheSameMomentHidesNoOther() {
        var workspace = new Workspace();
        workspace.modifyAtOnce("a", "b", "c", "d", "e");
        workspace.modify("f");
        var read = new ArrayList<String>();
        var poll = new Poll(START, 2, Duration.ofMinutes(2), CLOCK);
        for (var pages = 1; poll.isHasPage(); pages++) {
            handlePage(poll, workspace, read);
            if (pages == 2) {
                workspace.modify("a");
            }
            poll.pageDone();
        }

        assertThat(read).containsOnlyOnce("b", "c", "d", "e", "f").contains("a");
    }

    @Test
    void whatIsPassedOverBehindAMomentIsReadToo() {
        var workspace = new Workspace();
        List.of("a", "b", "c").forEach(workspace::modify);
        var read = new ArrayList<String>();
        var poll = new Poll(START, 1, Duration.ofMinutes(2), CLOCK);
        for (var pages = 1; poll.isHasPage(); pages++) {
            handlePage(poll, workspace, read);
            if (pages == 2) {
                workspace.modify("a");
            }
            poll.pageDone();
        }

        assertThat(read).containsExactly("a", "c", "b", "a");
    }

    @Test
    void whileMorePagesFollowThePositionDoesNotPassWhatTheyMayHold() {
        var poll = poll(START);
        poll.take(page("https://x/?$skipToken=1", incident("b", "1", "2026-03-31T10:00:00Z"), incident("a", "1", "2026-03-31T09:00:00Z")));
        poll.getFresh().forEach(poll::done);
        poll.pageDone();

        assertThat(poll.state().position()).isEqualTo("2026-03-31T08:00:00Z");
        poll.take(page("", incident("older", "1", "2026-03-31T08:30:00Z")));
        poll.getFresh().forEach(poll::done);
        poll.pageDone();
        assertThat(poll.state().position()).isEqualTo("2026-03-31T10:00:00Z");
    }

    @Test
    void aLaterModificationIsNewThoughTheEtagIsTheSame() {
        var poll = poll(START);
        poll.take(page("", incident("a", "1", "2026-03-31T08:10:00Z")));
        poll.done(poll.getFresh().get(0));
        poll.pageDone();

        var next = poll(poll.state());
        next.take(page("", incident("a", "1", "2026-03-31T08:11:00Z")));
        assertThat(names(next)).containsExactly("a");
    }

    @Test
    void pagesOfWhatWasHandledBeforeLeadOn() {
        var workspace = new Workspace();
        List.of("a", "b", "c", "d", "e").forEach(workspace::modify);
        var first = new Poll(START, 2, Duration.ofMinutes(2), CLOCK);
        while (first.isHasPage()) {
            handlePage(first, workspace, new ArrayList<>());
            first.pageDone();
        }
        workspace.modify("new");
        var next = new Poll(PollState.of(first.state().json()), 2, Duration.ofHours(1), CLOCK);
        var read = new ArrayList<String>();
        while (next.isHasPage()) {
            handlePage(next, workspace, read);
            next.pageDone();
        }

        assertThat(read).containsExactly("new");
    }

    @Test
    void aTimeIsAskedForNoLaterThanItIs() {
        var state = new PollState("2026-03-31T08:00:00.123456789Z", Map.of(), Map.of());

        assertThat(new Poll(state, 2, Duration.ZERO, CLOCK).getQuery()).contains("ge%202026-03-31T08%3A00%3A00.1234567Z&");
        assertThat(poll(START).getQuery()).contains("ge%202026-03-31T07%3A58%3A00Z&");
    }

    @Test
    void timesThatSayNothingLeaveItToTheLink() {
        for (var odd : List.of(
                page("https://x/?$skipToken=1", incident("a", "1", "2026-03-31T08:10:00Z"), incident("b", "1", "")),
                page("https://x/?$skipToken=1", incident("b", "1", "2026-03-31T08:12:00Z"), incident("a", "1", "2026-03-31T08:11:00Z")),
                page("https://x/?$skipToken=1"))) {
            var poll = poll(START);
            poll.take(odd);
            poll.pageDone();
            assertThat(poll.getQuery()).isEqualTo("&%24skipToken=1");
        }
    }

    @Test
    void aLinkThatLeadsNowhereIsNoEnd() {
        var poll = poll(START);

        assertThatThrownBy(() -> poll.take(page("https://x/"))).hasMessageContaining("nowhere");
        assertThat(poll.isHasPage()).isTrue();
    }

    /** Or every poll would read what was forgotten, and the calls that Sentinel allows would be used up by that. */
    @Test
    void moreThanCanBeRememberedIsNotAskedForAgain() {
        var poll = poll(START);
        var begin = Instant.parse("2026-03-31T08:10:00Z");
        var incidents = IntStream.range(0, Handled.MOST + 5)
                .mapToObj(i -> incident("i" + i, "1", begin.plusMillis(i).toString()))
                .toArray(JsonNode[]::new);
        poll.take(page("", incidents));
        poll.getFresh().forEach(poll::done);
        poll.pageDone();

        var next = poll(PollState.of(poll.state().json()));
        assertThat(next.getQuery()).contains("ge%202026-03-31T08%3A10%3A00.005Z");
        next.take(page("", Arrays.copyOfRange(incidents, 5, incidents.length)));
        assertThat(names(next)).isEmpty();
    }

    @Test
    void aPageThatIsTooMuchIsAskedForInSmallerOnes() {
        var workspace = new Workspace();
        List.of("a", "b", "c").forEach(workspace::modify);
        var poll = new Poll(START, 3, Duration.ofMinutes(2), CLOCK);
        assertThat(poll.smallerPage()).isTrue();
        assertThat(poll.smallerPage()).as("one is the least").isFalse();
        var read = new ArrayList<String>();
        while (poll.isHasPage()) {
            handlePage(poll, workspace, read);
            poll.pageDone();
        }

        assertThat(read).containsExactly("a", "b", "c");
    }

    @Test
    void aCircleOfPagesIsNoticed() {
        var poll = poll(START);
        poll.take(page("https://x/?$skipToken=1"));
        poll.pageDone();
        poll.take(page("https://x/?$skipToken=2"));
        poll.pageDone();

        assertThatThrownBy(() -> poll.take(page("https://x/?$skipToken=1"))).hasMessageContaining("circle");
    }

    @Test
    void whatIsNoPageIsRefused() {
        assertThatThrownBy(() -> poll(START).take(JSON.createObjectNode())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void callsKeepTheirPace() {
        var now = new AtomicLong();
        var pace = new Pace(2, Duration.ofSeconds(10), now::get);
        pace.take();
        now.addAndGet(Duration.ofSeconds(4).toNanos());
        pace.take();

        assertThatThrownBy(pace::take).isInstanceOfSatisfying(
                Pace.TooFast.class, tooFast -> assertThat(tooFast.retryAfter()).contains(Duration.ofSeconds(6)));
        now.addAndGet(Duration.ofSeconds(6).toNanos());
        pace.take();
        assertThatThrownBy(pace::take).isInstanceOf(Pace.TooFast.class);
    }

    private static Poll poll(PollState state) {
        return new Poll(state, 50, Duration.ofMinutes(2), CLOCK);
    }

    private static void handlePage(Poll poll, Workspace workspace, List<String> read) {
        poll.take(workspace.answer(poll.getQuery()));
        read.addAll(names(poll));
        poll.getFresh().forEach(poll::done);
    }

    private static List<String> names(Poll poll) {
        return poll.getFresh().stream().map(Incident::name).toList();
    }

    static JsonNode incident(String name, String etag, String modified) {
        var json = JSON.createObjectNode().put("name", name).put("etag", etag);
        json.putObject("properties").put("lastModifiedTimeUtc", modified);
        return json;
    }

    static JsonNode page(String nextLink, JsonNode... incidents) {
        var page = JSON.createObjectNode();
        page.putArray("value").addAll(List.of(incidents));
        return nextLink.isEmpty() ? page : page.put("nextLink", nextLink);
    }
}
