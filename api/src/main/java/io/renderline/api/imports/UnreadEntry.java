package io.renderline.api.imports;

import java.io.InputStream;
import java.util.zip.ZipEntry;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** A file in a ZIP that is there and cannot be read. */
final class UnreadEntry extends ZipEntry {
    private final String obstacle;
    private final boolean passedOver;

    /**
     * Describes the file.
     *
     * @param obstacle why it cannot be read, as the rest of a sentence
     * @param passedOver whether what comes behind it in the ZIP can be read
     */
    UnreadEntry(String name, String obstacle, boolean passedOver) {
        super(name);
        this.obstacle = obstacle;
        this.passedOver = passedOver;
    }

    /** What says why when it is read. */
    InputStream content(String path) {
        return new InputStream() {
            @Override
            public int read() {
                throw new ProblemException(ProblemCode.UNSUPPORTED_MODEL, "'" + path + "' " + obstacle + ".");
            }
        };
    }

    boolean isPassedOver() {
        return passedOver;
    }
}
