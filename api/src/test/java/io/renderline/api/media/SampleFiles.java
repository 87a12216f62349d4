package io.renderline.api.media;

import java.nio.charset.StandardCharsets;

/** Small files of each format, made here, each with a mark that makes its bytes its own. */
public final class SampleFiles {
    private SampleFiles() {}

    /** A STEP file without geometry. */
    public static byte[] step(String mark) {
        return text("ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('" + mark
                + "'),'2;1');\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n");
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
