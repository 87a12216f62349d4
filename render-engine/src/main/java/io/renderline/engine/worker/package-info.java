/**
 * The worker as a whole: its identity, its start in the right order, and its end in good order.
 */
@NullMarked
package io.renderline.engine.worker;

import org.jspecify.annotations.NullMarked;
