package io.renderline.api.formats;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Names of files in a ZIP. Of several that end alike the one is meant that lies highest: scenes link libraries of folders below
 * their own. The engine that unpacks them goes by the same rule.
 */
public final class PackedName {
    private PackedName() {}

    /** In how many folders a file lies; empty when it ends otherwise, or is what a Mac adds to each of its files. */
    public static OptionalInt depth(String name, String ending) {
        String path = name.replace('\\', '/');
        boolean isShadow = path.startsWith("__MACOSX/") || path.substring(path.lastIndexOf('/') + 1).startsWith("._");
        return isShadow || !path.toLowerCase(Locale.ROOT).endsWith(ending)
                ? OptionalInt.empty()
                : OptionalInt.of((int) path.chars().filter(c -> c == '/').count());
    }
}
