package io.renderline.core.message;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.Sha256;

/**
 * A task's input, by its content.
 *
 * @param filename the name that the user gave the file, for messages to people; null when a task made it
 */
public record InputFile(Sha256 hash, long sizeBytes, @Nullable String filename) {}
