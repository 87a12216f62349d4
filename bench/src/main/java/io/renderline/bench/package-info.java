/**
 * Measures Renderline as a client sees it, side by side in one run with the same work done by hand.
 */
@NullMarked
package io.renderline.bench;

import org.jspecify.annotations.NullMarked;
