package io.renderline.api.dispatch;

import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;

/** Counts what goes to the broker, and what it gives up. */
@Component
class DispatchMeters {
    private final MeterRegistry meters;
    private final Counter deadLetters;

    DispatchMeters(MeterRegistry meters) {
        this.meters = meters;
        this.deadLetters = Counter.builder("renderline.dead.letters")
                .description("Messages that the broker has given up delivering").register(meters);
        for (Queue queue : Queue.values()) {
            for (Lane lane : Lane.values()) {
                batches(queue, lane);
            }
        }
    }

    /** Batches were published, and the broker has confirmed them. */
    void published(Queue queue, Lane lane, int batches) {
        batches(queue, lane).increment(batches);
    }

    void deadLetter() {
        deadLetters.increment();
    }

    private Counter batches(Queue queue, Lane lane) {
        return Counter.builder("renderline.batches.published").description("Batches of tasks published to a queue")
                .tag("queue", queue.label()).tag("lane", lane.label()).register(meters);
    }
}
