/**
 * Cancelling and killing what runs.
 */
@NullMarked
package io.renderline.engine.control;

import org.jspecify.annotations.NullMarked;
