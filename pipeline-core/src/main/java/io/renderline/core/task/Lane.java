package io.renderline.core.task;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** The ways by which a task gets from its dispatch queue to a worker. */
public enum Lane {
    /** The usual one. */
    ORDINARY,
    /**
     * For urgent work, beside the ordinary one: a short queue of its own at the broker, and slots of its own at the workers,
     * so that it waits behind nothing but the picture in hand.
     */
    EXPRESS;

    /** The short name: {@code ordinary}, {@code express}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key by which a batch is routed to the queue. */
    public String routingKey(Queue queue) {
        return this == ORDINARY ? queue.label() : queue.label() + "." + label();
    }

    /** The queue's name at the broker. */
    public String amqpName(Queue queue) {
        return this == ORDINARY ? queue.amqpName() : queue.amqpName() + "." + label();
    }
}
