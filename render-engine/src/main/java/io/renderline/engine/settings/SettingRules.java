package io.renderline.engine.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** The checks that settings share, each ending in a sentence that names the property. */
final class SettingRules {
    private SettingRules() {}

    static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new InvalidSettingException(sentence);
        }
    }

    /**
     * Reads a URL as it is written. Spring's own conversion to URI would escape what is escaped already, so that a folder
     * with a space in its name becomes another one. No message repeats the URL, since it may hold a password.
     */
    static URI url(String property, @Nullable String text, String hint) {
        try {
            URI url = new URI(given(text, property + " is not set." + hint));
            require(url.getScheme() != null, property + " is no URL: it has no scheme." + hint);
            return url;
        } catch (URISyntaxException e) {
            throw new InvalidSettingException(
                    property + " is no URL: " + e.getReason() + " at character " + e.getIndex() + "." + hint);
        }
    }

    static <T> T given(@Nullable T value, String sentence) {
        if (value == null) {
            throw new InvalidSettingException(sentence);
        }
        return value;
    }

    static void executable(String property, @Nullable Path program) {
        require(program == null || Files.isExecutable(program),
                property + " is '" + program + "', where no executable file is.");
    }

    static void atLeast(String property, long value, long least) {
        require(value >= least, property + " is " + value + "; it must be at least " + least + ".");
    }

    static void positive(String property, Duration value) {
        require(value.isPositive(), property + " is " + value + "; it must be longer than nothing, e.g. 10s.");
    }
}
