package io.renderline.api.orders;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.renderline.api.tasks.Priority;

/**
 * What a client says of an order besides its lines.
 *
 * @param name what it calls the order
 * @param outputTypes those of lines that name none
 * @param priority null: that of each output type
 * @param partial whether the order is taken although some lines are wrong
 * @param encoding of a text that says nothing of it; null: UTF-8
 */
record OrderWishes(@Nullable String name, List<String> outputTypes, @Nullable Priority priority, boolean partial,
        @Nullable String encoding) {}
