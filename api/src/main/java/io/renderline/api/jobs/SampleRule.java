package io.renderline.api.jobs;

import io.renderline.api.outputs.PictureSettings;

/** How many samples a picture gets when its client names none. */
final class SampleRule {
    private static final int BASE = 256;
    private static final int BASE_SIDE = 2048;
    private static final int LEAST = 32;

    private SampleRule() {}

    /**
     * Samples per pixel by resolution: up to 1024 px in proportion to the shorter side, with 64 for 512² and at least 32;
     * above that 256, as for 2048².
     *
     * @param width px
     * @param height px
     */
    static int samples(int width, int height) {
        if (Math.max(width, height) > PictureSettings.LIGHT_SIDE) {
            return BASE;
        }
        return Math.max(LEAST, BASE * Math.min(width, height) / BASE_SIDE);
    }
}
