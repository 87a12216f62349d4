package io.renderline.api.formats;

import java.util.Optional;

/** Knows one family of formats. */
interface FormatReader {
    /**
     * Recognises a file of this family.
     *
     * @return empty when it is of another family
     * @throws io.renderline.api.web.ProblemException when it is of this family, but cannot be used
     */
    Optional<RecognisedFile> read(FileHead file);
}
