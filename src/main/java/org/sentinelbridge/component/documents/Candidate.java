package org.sentinelbridge.component.documents;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An object while it is read. Whether it is a document, an envelope or Kibana's summary of alerts is known when all of it has been read. */
final class Candidate {

    private final int start;
    private final IdSeeker seeker;
    private final Optional<Summary> summary;
    private final boolean mayHoldOthers;
    private final List<Found> members = new ArrayList<>();
    private boolean isEmpty = true;
    private boolean isEnvelope;
    private boolean hasList;
    private boolean hasMore;
    private boolean lacksBrackets;

    /**
     * One of which nothing has been read.
     *
     * @param start where it begins
     * @param ids where its id may be
     * @param summary if it may be one, where the alerts of its states are collected
     * @param mayHoldOthers whether there may be documents in other members than those of envelopes
     */
    Candidate(int start, IdPaths ids, Optional<Summary> summary, boolean mayHoldOthers) {
        this.start = start;
        this.mayHoldOthers = mayHoldOthers;
        this.seeker = new IdSeeker(ids);
        this.summary = summary;
    }

    int start() {
        return start;
    }

    /** It has a member by whose name it may be an envelope. What that holds is to be put here. */
    Found held(boolean isList) {
        isEmpty = false;
        isEnvelope = true;
        hasList |= isList;
        members.add(new Found());
        return members.get(members.size() - 1);
    }

    /** More objects follow where only a member can follow: nobody writes that but a template for a list. */
    void lacksBrackets() {
        lacksBrackets = true;
    }

    /** Whether a member may be a state of a summary. */
    boolean mayHaveState(String member) {
        return summary.isPresent() && Summary.isState(member);
    }

    /** It has a member that may be a state. The alerts in it are to be put here. */
    Found state(String member) {
        isEmpty = false;
        return summary.orElseThrow().of(member);
    }

    /** It has another member; takes the cursor from the beginning of its value to the end. */
    void member(String member, Cursor cursor) throws IOException {
        isEmpty = false;
        hasMore = true;
        seeker.member(member, cursor);
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /** Its id as a document; empty if it has none. */
    String id() {
        return seeker.id().orElse("");
    }

    /** What is in it, if it is an envelope or a summary. */
    Optional<Found> contents() {
        if (isEnvelope) {
            var held = held();
            var isOther = mayHoldOthers && hasMore && !held.isEmpty() && !held.hasIds();
            return lacksBrackets || !isDocument(held) && !isOther ? Optional.of(held) : Optional.empty();
        }
        // An alert with a field of the name of a state has others beside it.
        return hasMore ? Optional.empty() : summary.flatMap(Summary::alerts);
    }

    /** Beside documents with ids, a member without any says something about them. */
    private Found held() {
        if (members.size() == 1) {
            return members.get(0);
        }
        var areThereIds = mayHoldOthers && members.stream().anyMatch(Found::hasIds);
        var held = new Found();
        members.stream().filter(member -> !areThereIds || member.hasIds() || member.isFaulty()).forEach(held::addAll);
        return held;
    }

    /**
     * Whether what looks like an envelope is a document with a member of that name, as one of an intrusion detection has a member alert:
     * by its id, or because there is more beside what is no list and holds nothing.
     */
    private boolean isDocument(Found held) {
        return seeker.foundBest() || held.isEmpty() && hasMore && !hasList || seeker.id().isPresent() && !held.hasIds();
    }
}
