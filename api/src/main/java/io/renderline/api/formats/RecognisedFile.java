package io.renderline.api.formats;

import io.renderline.core.media.SourceFormat;

/**
 * A file whose beginning has told its format.
 *
 * @param tailBytes how many of its last bytes {@code end} wants to see
 * @param end what can only be known at its end
 */
public record RecognisedFile(SourceFormat format, int tailBytes, EndCheck end) {
    /** Looks at a file when all of it has passed by. */
    @FunctionalInterface
    public interface EndCheck {
        /**
         * Looks at the end.
         *
         * @param size of the whole file, bytes
         * @param tail its last bytes: as many as were asked for, or all when it is shorter
         * @throws io.renderline.api.web.ProblemException when the file is damaged or not what it seemed
         */
        void check(long size, byte[] tail);

        /** The format, which the end of some files tells more of than their beginning; throws as {@link #check} does. */
        default SourceFormat format(SourceFormat seemed, long size, byte[] tail) {
            check(size, tail);
            return seemed;
        }
    }

    /** A file whose end tells nothing. */
    static RecognisedFile of(SourceFormat format) {
        return new RecognisedFile(format, 0, (size, tail) -> {});
    }
}
