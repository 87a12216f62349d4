/**
 * Knows which workers are there, and what waits for them.
 */
@NullMarked
package io.renderline.api.workers;

import org.jspecify.annotations.NullMarked;
