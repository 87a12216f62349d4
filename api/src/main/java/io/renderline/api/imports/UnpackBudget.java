package io.renderline.api.imports;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** What one import has used of its limits. */
final class UnpackBudget {
    /** Up to here a file may be packed as tightly as it likes, bytes. */
    private static final long FREE_OF_RATIO = 4L * 1024 * 1024;

    private final ImportLimits limits;
    private int files;
    private long bytes;

    UnpackBudget(ImportLimits limits) {
        this.limits = limits;
    }

    /** One more file. */
    void countFile() {
        files++;
        if (files > limits.maxFiles()) {
            throw tooLarge("more than the " + limits.maxFiles() + " files");
        }
    }

    /** Some more of what is unpacked. */
    void countBytes(long read) {
        bytes += read;
        if (bytes > limits.maxBytes()) {
            throw tooLarge("more than the " + limits.maxBytes() + " bytes");
        }
    }

    /** How much has come of one file so far, out of how much in the ZIP. */
    void checkRatio(String path, long unpacked, long packed) {
        if (unpacked > FREE_OF_RATIO && unpacked / limits.maxRatio() > packed) {
            throw new ProblemException(ProblemCode.ZIP_BOMB, "'" + path + "' unpacks to more than " + limits.maxRatio()
                    + " times its size in the ZIP, as no model does. Nothing was imported; leave it out.");
        }
    }

    private static ProblemException tooLarge(String what) {
        return new ProblemException(ProblemCode.IMPORT_TOO_LARGE, "The import holds " + what
                + " that are taken at once. Nothing was imported; send it in parts.");
    }
}
