package io.renderline.api.templates;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a template, as it stands in paths. */
final class TemplateName {
    private static final int MAX_LENGTH = 64;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern MARKS = Pattern.compile("\\p{M}");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern FILES = Pattern.compile("(?i)[^.].*\\.(blend|zip)");

    private TemplateName() {}

    static boolean isOne(String name) {
        return name.length() <= MAX_LENGTH && FORM.matcher(name).matches();
    }

    /**
     * The name of a file in the templates' folder: without its ending, in lower case, and with hyphens for what a name
     * cannot have. Empty for a file that is no template, and for one of whose name nothing is left.
     */
    static Optional<String> ofFile(String file) {
        if (!FILES.matcher(file).matches()) {
            return Optional.empty();
        }
        String stem = file.substring(0, file.lastIndexOf('.')).replace("ß", "ss");
        String plain = MARKS.matcher(Normalizer.normalize(stem, Normalizer.Form.NFD)).replaceAll("")
                .toLowerCase(Locale.ROOT);
        String name = OTHERS.matcher(plain).replaceAll("-").replaceAll("^-|-$", "");
        return Optional.of(name).filter(TemplateName::isOne);
    }
}
