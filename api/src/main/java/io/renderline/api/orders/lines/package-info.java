/** The forms in which an order's lines come, and what they say: JSON, JSON lines, CSV and XLSX. */
@NullMarked
package io.renderline.api.orders.lines;

import org.jspecify.annotations.NullMarked;
