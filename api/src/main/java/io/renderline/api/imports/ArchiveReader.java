package io.renderline.api.imports;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;

/** Reads a ZIP as it comes, one file after the other, and writes none of them anywhere. */
final class ArchiveReader {
    private static final String REST = "; what stands in it from there on was not imported. ";
    private static final Optional<String> DAMAGED = Optional
            .of("The ZIP is damaged, or of a kind that cannot be read as"
                    + " it comes" + REST + "Make it anew.");

    private ArchiveReader() {}

    /**
     * Gives each file of the ZIP to {@code files}, with its path in it.
     *
     * @return why the ZIP cannot be read any further, where it cannot; what came before was given
     */
    static Optional<String> read(InputStream content, UnpackBudget budget, BiConsumer<String, InputStream> files)
            throws IOException {
        PackedStream packed = new PackedStream(content);
        // Not closed: the form that it is a part of goes on
        ArchiveStream zip = new ArchiveStream(packed);
        try {
            for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
                if (entry.isDirectory()) {
                    continue;
                }
                budget.countFile();
                String name = EntryName.of(entry.getName());
                if (entry instanceof UnreadEntry unread) {
                    files.accept(name, unread.content(name));
                    if (!unread.isPassedOver()) {
                        return Optional.of("Where '" + name + "' ends in the ZIP cannot be told" + REST
                                + "Pack it with deflate.");
                    }
                    continue;
                }
                ArchiveEntry bytes = new ArchiveEntry(zip, packed, budget, name);
                files.accept(name, bytes);
                bytes.drain();
                if (bytes.isDamaged()) {
                    return DAMAGED;
                }
            }
            return packed.endsProperly() ? Optional.empty() : DAMAGED;
        } catch (ZipException | EOFException e) {
            return DAMAGED;
        }
    }

    private static @Nullable ZipEntry next(ArchiveStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException e) {
            // How the JDK says that a name is not the UTF-8 that it is marked as
            throw (ZipException) new ZipException("A name cannot be read").initCause(e);
        }
    }
}
