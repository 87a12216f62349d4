package io.renderline.api.orders;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.renderline.core.media.ImageFormat;

/**
 * Names the files of one ZIP: {@code {articleNumber}_{outputType}_{view}.{ext}}. One and the same file has one name; two
 * files that would have the same one, also where upper and lower case are one, are told apart by a number.
 */
final class ResultNames {
    /** What some file system, or who unpacks without care, takes for something else. */
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N} ._+,=()@-]|^[. ]+|[. ]+$");
    private static final int MAX_PART = 100;
    private static final Map<String, String> ENDINGS = Map.of("video/mp4", "mp4", "video/webm", "webm", "image/gif",
            "gif", "application/zip", "zip");

    private record Named(@Nullable UUID asset, String stem) {}

    private final Map<Named, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** Whether this is the first time that the file is named. */
    boolean isNew(ResultFile file) {
        return !names.containsKey(named(file));
    }

    String of(ResultFile file) {
        return names.computeIfAbsent(named(file), named -> {
            String ending = "." + ending(String.valueOf(file.mimeType()));
            String name = named.stem() + ending;
            for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
                name = named.stem() + "_" + number + ending;
            }
            return name;
        });
    }

    private static Named named(ResultFile file) {
        String view = file.view() == null ? "" : "_" + safe(file.view());
        return new Named(file.asset(),
                safe(String.valueOf(file.product())) + "_" + safe(String.valueOf(file.outputType())) + view);
    }

    private static String safe(String part) {
        String safe = UNSAFE.matcher(part).replaceAll("-");
        return safe.length() > MAX_PART ? safe.substring(0, MAX_PART) : safe;
    }

    private static String ending(String mimeType) {
        for (ImageFormat format : ImageFormat.values()) {
            if (format.mimeType().equals(mimeType)) {
                return format == ImageFormat.JPEG ? "jpg" : format.label();
            }
        }
        return ENDINGS.getOrDefault(mimeType, "bin");
    }
}
