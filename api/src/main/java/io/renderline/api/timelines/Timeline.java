package io.renderline.api.timelines;

/**
 * What a scene says about its frames.
 *
 * @param start the first frame
 * @param end the last frame
 * @param step from one rendered frame to the next
 * @param current the frame that the file was saved at
 * @param fps frames shown each second
 * @param width of its pictures, px
 * @param height of its pictures, px
 */
public record Timeline(int start, int end, int step, int current, double fps, int width, int height) {}
