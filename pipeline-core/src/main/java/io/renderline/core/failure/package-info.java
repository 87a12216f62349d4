/**
 * How a task can fail, in words that a person can act on.
 */
@NullMarked
package io.renderline.core.failure;

import org.jspecify.annotations.NullMarked;
