package io.renderline.api.orders;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaContents;

/**
 * Writes what is made of an order as a ZIP, while it is sent: nothing of it is kept anywhere. Pictures are packed already and
 * are stored as they are. Each is checked by its hash; one that is damaged breaks the ZIP off, before the directory without
 * which nobody can take it for whole. Beyond 4 GB or 65,535 files it becomes a ZIP64.
 */
@Component
class ResultsZip {
    /** A file up to this size is read before it is written, since a stored one begins with its checksum. */
    private static final int SMALL_BYTES = 8 * 1024 * 1024;

    private final ResultFiles files;
    private final MediaContents contents;

    ResultsZip(ResultFiles files, MediaContents contents) {
        this.files = files;
        this.contents = contents;
    }

    void write(UUID order, OutputStream out) throws IOException {
        // Not closed unless all is well: closing writes the directory
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        ResultNames names = new ResultNames();
        Manifest manifest = new Manifest();
        int after = 0;
        for (Optional<List<ResultFile>> page = files.after(order, after); page.isPresent(); page = files.after(order,
                after)) {
            for (ResultFile file : page.get()) {
                if (file.asset() == null) {
                    manifest.add(file, null);
                } else {
                    boolean isNew = names.isNew(file);
                    String name = names.of(file);
                    if (isNew) {
                        write(file, name, zip);
                    }
                    manifest.add(file, name);
                }
            }
            after = page.get().getLast().line();
        }
        zip.setLevel(Deflater.DEFAULT_COMPRESSION);
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(manifest.bytes());
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    private void write(ResultFile file, String name, ZipOutputStream zip) throws IOException {
        UUID asset = java.util.Objects.requireNonNull(file.asset());
        ZipEntry entry = new ZipEntry(name);
        if (file.sizeBytes() <= SMALL_BYTES) {
            byte[] bytes = contents.read(asset);
            CRC32 checksum = new CRC32();
            checksum.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(bytes);
        } else {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(entry);
            contents.copy(asset, zip);
        }
        zip.closeEntry();
    }
}
