/**
 * The two names of things: a hash names bytes, a cache key names the result of a task.
 */
@NullMarked
package io.renderline.core.key;

import org.jspecify.annotations.NullMarked;
