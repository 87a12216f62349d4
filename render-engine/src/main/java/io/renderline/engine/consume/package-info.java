/**
 * The way of a batch: from the queue through handlers, blob store and confirmed events to its acknowledgement.
 */
@NullMarked
package io.renderline.engine.consume;

import org.jspecify.annotations.NullMarked;
