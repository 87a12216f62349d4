package io.renderline.core.task;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** Where a task waits for a worker. */
public enum Queue {
    /** Views over 1024 px, turntables, animations: one at a time per GPU. */
    HEAVY("heavy"),
    /** Thumbnails and stills up to 1024 px on both sides: two at a time. */
    LIGHT("light"),
    /** Tessellation, preparation, encoding: work that must never make a GPU wait. */
    CPU("cpu");

    private final String label;

    Queue(String label) {
        this.label = label;
    }

    /** The short name, as in the REST interface: {@code heavy}, {@code light}, {@code cpu}. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The queue's name at the broker. */
    public String amqpName() {
        return "renderline." + label;
    }

    @JsonCreator
    public static Queue of(String label) {
        return Labels.parse(values(), Queue::label, "queue", label);
    }
}
