/**
 * Where a task's inputs come from and its scratch files lie: the worker's folder on the local disk.
 */
@NullMarked
package io.renderline.engine.input;

import org.jspecify.annotations.NullMarked;
