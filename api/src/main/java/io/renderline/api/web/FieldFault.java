package io.renderline.api.web;

/**
 * What is wrong with one field of a request.
 *
 * @param field where it is, e.g. {@code views[2].azimuth}
 * @param message what is wrong and what it must be, for a person
 */
public record FieldFault(String field, String message) {}
