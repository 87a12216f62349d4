package io.renderline.api.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.blob.BlobNotFoundException;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.VerifiedFiles;
import io.renderline.core.key.Sha256;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Sends a blob's bytes: by the kernel where the blob is a file of this machine, else as a stream. A file is hashed before it
 * is sent for the first time; a stream of a whole blob is hashed on its way, and its last bytes are held back until the hash
 * is known, so that nobody gets the whole of what is damaged.
 */
@Component
class BlobDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(BlobDelivery.class);
    /** Names of Tomcat's request attributes; see its "Advanced IO and Tomcat". */
    private static final String SENDFILE = "org.apache.tomcat.sendfile.";
    private static final int BUFFER_BYTES = 128 * 1024;

    private final BlobStore blobs;
    private final MediaCatalog catalog;
    private final VerifiedFiles verified = new VerifiedFiles();

    BlobDelivery(BlobStore blobs, MediaCatalog catalog) {
        this.blobs = blobs;
        this.catalog = catalog;
    }

    /**
     * Sends the bytes of {@code part}. All headers are set, and nothing was written yet.
     *
     * @throws ProblemException {@code CONTENT_LOST} when nothing was sent of a blob that is missing or damaged
     * @throws DamagedBlobException when some of a damaged blob was sent: the connection must break off
     */
    void send(MediaAsset asset, ByteRange part, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            Optional<Path> file = blobs.localFile(asset.sha256());
            if (file.isEmpty()) {
                copy(asset, part, response);
            } else if (!verified.isSound(asset.sha256(), file.get())) {
                throw new DamagedBlobException(asset.sha256());
            } else if (Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))) {
                request.setAttribute(SENDFILE + "filename", file.get().toFile().getCanonicalPath());
                request.setAttribute(SENDFILE + "start", part.start());
                request.setAttribute(SENDFILE + "end", part.end());
            } else {
                transfer(file.get(), part, Channels.newChannel(response.getOutputStream()));
            }
        } catch (BlobNotFoundException | DamagedBlobException | NoSuchFileException e) {
            LOG.warn("Asset {} is lost: {}", asset.id(), e.getMessage());
            catalog.lost(asset);
            if (response.isCommitted()) {
                throw e;
            }
            response.reset();
            throw lost(asset, e);
        }
    }

    /** What a client is told of an asset that is lost. */
    static ProblemException lost(MediaAsset asset, @Nullable Throwable cause) {
        return new ProblemException(ProblemCode.CONTENT_LOST, "The bytes of asset " + asset.id()
                + " are not in the blob store any more, or are damaged there. If it was uploaded, upload the same file again;"
                + " if a job made it, send the job's request again. It keeps its id.", cause);
    }

    private static void transfer(Path file, ByteRange part, WritableByteChannel out) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            long position = part.start();
            while (position < part.end()) {
                position += in.transferTo(position, part.end() - position, out);
            }
        }
    }

    private void copy(MediaAsset asset, ByteRange part, HttpServletResponse response) throws IOException {
        boolean whole = part.start() == 0 && part.length() == asset.sizeBytes();
        try (InputStream in = whole
                ? blobs.open(asset.sha256())
                : blobs.open(asset.sha256(), part.start(), part.length())) {
            OutputStream out = response.getOutputStream();
            MessageDigest digest = Sha256.newDigest();
            byte[] held = in.readNBytes(BUFFER_BYTES);
            long size = held.length;
            for (byte[] next = in.readNBytes(BUFFER_BYTES); next.length > 0; next = in.readNBytes(BUFFER_BYTES)) {
                digest.update(held);
                out.write(held);
                held = next;
                size += next.length;
            }
            digest.update(held);
            if (size != part.length() || (whole && !Sha256.finish(digest).equals(asset.sha256()))) {
                throw new DamagedBlobException(asset.sha256());
            }
            out.write(held);
        }
    }
}
