package io.renderline.api.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.blob.BlobNotFoundException;
import io.renderline.core.blob.BlobStore;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Sends a blob's bytes: by the kernel where the blob is a file of this machine, else as a stream. */
@Component
class BlobDelivery {
    /** Names of Tomcat's request attributes; see its "Advanced IO and Tomcat". */
    private static final String SENDFILE = "org.apache.tomcat.sendfile.";
    private static final int BUFFER_BYTES = 128 * 1024;

    private final BlobStore blobs;

    BlobDelivery(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Sends the bytes of {@code part}. All headers are set, and nothing was written yet. */
    void send(MediaAsset asset, ByteRange part, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Path> file = blobs.localFile(asset.sha256());
        if (file.isPresent() && Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"))) {
            request.setAttribute(SENDFILE + "filename", file.get().toFile().getCanonicalPath());
            request.setAttribute(SENDFILE + "start", part.start());
            request.setAttribute(SENDFILE + "end", part.end());
        } else if (file.isPresent()) {
            transfer(file.get(), part, Channels.newChannel(response.getOutputStream()));
        } else {
            copy(asset, part, response);
        }
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
        try (InputStream in = blobs.open(asset.sha256())) {
            in.skipNBytes(part.start());
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = part.length(); left > 0;) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new IOException("The blob " + asset.sha256() + " is shorter than its asset says");
                }
                response.getOutputStream().write(buffer, 0, read);
                left -= read;
            }
        } catch (BlobNotFoundException e) {
            response.reset();
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The bytes of asset " + asset.id()
                    + " are not in the blob store. What was uploaded must be uploaded again; what was made is made again"
                    + " by its job.", e);
        }
    }
}
