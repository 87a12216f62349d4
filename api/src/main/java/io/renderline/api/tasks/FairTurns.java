package io.renderline.api.tasks;

import java.util.EnumMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.task.Queue;

/**
 * How far somebody's fair turns have come, by queue: each task takes the turn after the one before it. Jobs that take theirs
 * from the same one are one client to the dispatcher, however many they are.
 */
public final class FairTurns {
    private final Map<Queue, Long> last = new EnumMap<>(Queue.class);

    /** Those of somebody who has had none yet. */
    public FairTurns() {}

    /** As they were written down, by the queue's label. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static FairTurns of(Map<String, Long> turns) {
        FairTurns read = new FairTurns();
        turns.forEach((queue, turn) -> read.last.put(Queue.of(queue), turn));
        return read;
    }

    /** The form in which they are written down. */
    @JsonValue
    public Map<String, Long> byLabel() {
        Map<String, Long> turns = new java.util.TreeMap<>();
        last.forEach((queue, turn) -> turns.put(queue.label(), turn));
        return turns;
    }

    /** Takes the next one: never one that the queue itself has passed, since nobody may save turns up. */
    long next(Queue queue, long queueIsAt) {
        return last.merge(queue, queueIsAt + 1, (own, first) -> Math.max(own + 1, first));
    }
}
