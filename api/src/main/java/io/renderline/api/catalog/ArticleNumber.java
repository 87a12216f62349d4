package io.renderline.api.catalog;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a product is known by. It is part of paths and of file names, so it has no characters that mean something there.
 */
record ArticleNumber(String text) {
    static final String RULE = "an article number has 1 to 100 letters, digits, spaces and any of . _ + , = ( ) @ -,"
            + " and begins and ends with a letter, a digit or a parenthesis";
    private static final int MAX_LENGTH = 100;
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}(]([\\p{L}\\p{N} ._+,=()@-]*[\\p{L}\\p{N})])?");

    /** Empty when the text cannot be one. Letters may come in parts, as macOS writes umlauts in names of files. */
    static Optional<ArticleNumber> of(String text) {
        String whole = Normalizer.normalize(text, Normalizer.Form.NFC);
        return whole.length() <= MAX_LENGTH && FORM.matcher(whole).matches()
                ? Optional.of(new ArticleNumber(whole))
                : Optional.empty();
    }
}
