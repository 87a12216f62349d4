package io.renderline.api.orders;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A line as it is written down.
 *
 * @param number counted from 1
 * @param place where it stood in what was sent
 * @param firstLine the first line of the same product
 * @param outputs what is made of it; nothing when it is refused
 * @param refusal why it is refused; null when it is taken
 */
record AcceptedLine(int number, String place, @Nullable String product, @Nullable String reference, int firstLine,
        List<Output> outputs, @Nullable String refusal) {
    /** A version of an output type, as it was when the order was accepted. */
    record Output(String name, int version) {}
}
