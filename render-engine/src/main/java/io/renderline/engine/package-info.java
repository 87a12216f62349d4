/**
 * The worker's runtime: takes batches from the broker, runs them on warm engine processes, stores and reports the results.
 */
@NullMarked
package io.renderline.engine;

import org.jspecify.annotations.NullMarked;
