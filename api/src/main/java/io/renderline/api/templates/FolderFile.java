package io.renderline.api.templates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A file in the templates' folder, with what tells whether it was changed.
 *
 * @param name its name in the folder
 * @param size bytes
 * @param modified to the microsecond, as the database keeps it
 */
record FolderFile(String name, long size, Instant modified) {
    /** The file as it is now. */
    static FolderFile of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FolderFile(String.valueOf(file.getFileName()), attributes.size(),
                attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS));
    }
}
