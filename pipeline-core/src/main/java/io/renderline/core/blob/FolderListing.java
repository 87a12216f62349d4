package io.renderline.core.blob;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Lists what a store has as files, folder by folder in the order of the names, so that a page reads few of the folders. */
final class FolderListing {
    private static final int FOLDERS = 1 << Byte.SIZE;

    private FolderListing() {}

    /** Those behind {@code after}, or from the first one on. */
    static <N> List<StoreEntry<N>> page(Path root, StoredNames<N> names, @Nullable String after, int most)
            throws IOException {
        Path parent = root.resolve(names.folder());
        String start = after == null ? "" : after.substring(0, 2) + "/" + after + names.suffix();
        List<StoreEntry<N>> page = new ArrayList<>();
        int first = after == null ? 0 : HexFormat.fromHexDigits(after, 0, 2);
        for (int number = first; number < FOLDERS && page.size() < most; number++) {
            String folder = HexFormat.of().toHexDigits((byte) number);
            for (String path : pathsIn(parent, folder)) {
                Optional<N> name = path.compareTo(start) > 0 ? names.at(path) : Optional.empty();
                if (name.isPresent() && page.size() < most) {
                    entry(parent.resolve(path), name.get()).ifPresent(page::add);
                }
            }
        }
        return page;
    }

    /** What is known of a file; empty when it is not there. */
    static <N> Optional<StoreEntry<N>> entry(Path file, N name) throws IOException {
        try {
            BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
            return known.isRegularFile()
                    ? Optional.of(new StoreEntry<>(name, known.size(), known.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Removes the files directly in {@code folder} that were last written before this time.
     *
     * @return how many
     */
    static int removeOlder(Path folder, Instant than) throws IOException {
        int removed = 0;
        for (String path : pathsIn(folder, "")) {
            Path file = folder.resolve(path);
            Optional<StoreEntry<Path>> found = entry(file, file);
            if (found.isPresent() && found.get().storedAt().isBefore(than) && Files.deleteIfExists(file)) {
                removed++;
            }
        }
        return removed;
    }

    private static List<String> pathsIn(Path parent, String folder) throws IOException {
        List<String> paths = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent.resolve(folder))) {
            files.forEach(file -> paths.add(parent.relativize(file).toString()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        paths.sort(null);
        return paths;
    }
}
