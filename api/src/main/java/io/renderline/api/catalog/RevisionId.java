package io.renderline.api.catalog;

import jakarta.persistence.Embeddable;

/** Which revision of which product; they are counted from 1. */
@Embeddable
record RevisionId(String articleNumber, int number) {}
