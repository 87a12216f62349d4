package io.renderline.api.timelines;

import org.jspecify.annotations.Nullable;

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
public record Timeline(int start, int end, int step, int current, double fps, int width, int height) {
    /** Of a picture, px. */
    public record Size(long width, long height) {
        /** Whether both sides are within these bounds. */
        public boolean isWithin(int least, int most) {
            return Math.min(width, height) >= least && Math.max(width, height) <= most;
        }
    }

    /** The size of pictures of which these sides are asked for; of one alone, the other follows in the scene's proportion. */
    public Size size(@Nullable Integer wantedWidth, @Nullable Integer wantedHeight) {
        double proportion = (double) Math.max(1, width) / Math.max(1, height);
        long wide = wantedWidth != null
                ? wantedWidth
                : wantedHeight == null ? width : Math.round(wantedHeight * proportion);
        long high = wantedHeight != null
                ? wantedHeight
                : wantedWidth == null ? height : Math.round(wantedWidth / proportion);
        return new Size(wide, high);
    }
}
