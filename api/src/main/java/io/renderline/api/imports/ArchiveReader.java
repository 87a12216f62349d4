package io.renderline.api.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/**
 * Reads a ZIP as it comes, one file after the other, and writes none of them anywhere. A file that cannot be read is like the
 * others, but for what comes of reading it: where it ends is told by the ZIP, and the next one begins there.
 */
final class ArchiveReader {
    private static final String REST = "; what stands in it from there on was not imported. ";
    private static final Optional<String> DAMAGED = Optional
            .of("The ZIP is damaged, or of a kind that cannot be read as"
                    + " it comes" + REST + "Make it anew.");
    /** Of what may come behind all files: the directory, the end of either kind, or a record of encryption. */
    private static final Set<Integer> BEHIND_FILES = Set.of(0x02014b50, 0x06054b50, 0x06064b50, 0x08064b50);

    private ArchiveReader() {}

    /**
     * Gives each file of the ZIP to {@code files}, with its path in it.
     *
     * @return why the ZIP cannot be read any further, where it cannot; what came before was given
     */
    static Optional<String> read(InputStream content, UnpackBudget budget, BiConsumer<String, InputStream> files)
            throws IOException {
        PackedStream packed = new PackedStream(content);
        Optional<LocalHeader> header = LocalHeader.next(packed);
        while (header.isPresent()) {
            PackedFile file = PackedFile.of(header.get(), packed);
            String path = header.get().path();
            if (!path.endsWith("/")) {
                budget.countFile();
                give(header.get(), file, budget, files);
            }
            if (!file.passRest()) {
                return packed.endsProperly()
                        ? Optional.of("Where '" + path + "' ends in the ZIP cannot be told" + REST
                                + "Make it anew, packed with deflate.")
                        : DAMAGED;
            }
            header = LocalHeader.next(packed);
        }
        return comesBehindFiles(packed) && packed.endsProperly() ? Optional.empty() : DAMAGED;
    }

    private static void give(LocalHeader header, PackedFile file, UnpackBudget budget,
            BiConsumer<String, InputStream> files) throws IOException {
        String path = header.path();
        Optional<String> obstacle = header.obstacle();
        if (obstacle.isPresent()) {
            files.accept(path, unread("'" + path + "' " + obstacle.get() + "."));
            return;
        }
        UnpackedFile content = new UnpackedFile(file, header.isDeflated(), budget, path);
        files.accept(path, content);
        content.drain();
    }

    private static InputStream unread(String why) {
        return new InputStream() {
            @Override
            public int read() {
                throw new ProblemException(ProblemCode.UNSUPPORTED_MODEL, why);
            }
        };
    }

    private static boolean comesBehindFiles(PackedStream packed) throws IOException {
        ByteBuffer ahead = packed.ahead(Integer.BYTES);
        return ahead.limit() >= Integer.BYTES && BEHIND_FILES.contains(ahead.getInt(0));
    }
}
