/**
 * How each type of task is done with an engine.
 */
@NullMarked
package io.renderline.engine.handler;

import org.jspecify.annotations.NullMarked;
