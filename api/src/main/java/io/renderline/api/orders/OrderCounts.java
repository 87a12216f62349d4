package io.renderline.api.orders;

/**
 * How far an order is.
 *
 * @param lines by state; a line with several output types has one state
 * @param outputs the output types of all lines by state
 * @param progress 0 to 1; what has ended, and how far what has begun is
 */
record OrderCounts(StateCounts lines, StateCounts outputs, double progress) {}
