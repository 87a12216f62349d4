/**
 * What a task is: its type, its parameters, its inputs, and the cache key that names its result before it exists.
 */
@NullMarked
package io.renderline.core.task;

import org.jspecify.annotations.NullMarked;
