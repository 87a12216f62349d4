/**
 * Orders: pictures of many products, asked for at once. An order is written down whole, and jobs are made of it little by
 * little behind that, so that ten thousand lines are accepted at once and stand in nobody's way.
 */
@NullMarked
package io.renderline.api.orders;

import org.jspecify.annotations.NullMarked;
