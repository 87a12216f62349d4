package io.renderline.core.failure;

/**
 * Why a task failed.
 *
 * @param message one or two sentences for a person: what is wrong with which input, and what to do
 */
public record Failure(FailureCode code, String message) {}
