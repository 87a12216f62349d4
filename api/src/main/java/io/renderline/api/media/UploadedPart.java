package io.renderline.api.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The part {@code file} of a multipart form, as it comes in over the wire: nothing of it is kept in memory or on disk.
 *
 * @param filename the last part of the path that the client gave, null when it gave none
 * @param content breaks with a 400 problem when the client stops in the middle
 */
public record UploadedPart(@Nullable String filename, InputStream content) {
    private static final String FIELD = "file";
    private static final int MAX_NAME = 255;
    private static final int MAX_PART_HEADER = 16 * 1024;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}]");

    /** A file that came within another one, by its path there. */
    public static UploadedPart of(String path, InputStream content) {
        return new UploadedPart(plain(path), content);
    }

    /** Refuses what is no multipart form. */
    public static void requireForm(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        if (!JakartaServletFileUpload.isMultipartContent(request)) {
            String type = request.getContentType();
            throw new HttpMediaTypeNotSupportedException(type == null ? null : MediaType.valueOf(type),
                    List.of(MediaType.MULTIPART_FORM_DATA));
        }
    }

    /** The first file of a form. What comes after it is not read. */
    static UploadedPart first(HttpServletRequest request) {
        return find(request, part -> true).orElseThrow(() -> new ProblemException(ProblemCode.MALFORMED_UPLOAD,
                "The form has no file in a part named '" + FIELD + "'. With curl: -F file=@model.step"));
    }

    /** Gives each file of a form to {@code taker} as it comes; what it does not read is passed over. */
    public static void forEach(HttpServletRequest request, Consumer<UploadedPart> taker) {
        find(request, part -> {
            taker.accept(part);
            return false;
        });
    }

    private static Optional<UploadedPart> find(HttpServletRequest request, Predicate<UploadedPart> wanted) {
        JakartaServletFileUpload<?, ?> upload = new JakartaServletFileUpload<>();
        upload.setHeaderCharset(StandardCharsets.UTF_8);
        upload.setMaxPartHeaderSize(MAX_PART_HEADER);
        try {
            FileItemInputIterator parts = upload.getItemIterator(request);
            while (parts.hasNext()) {
                FileItemInput part = parts.next();
                if (FIELD.equals(part.getFieldName()) && !part.isFormField()) {
                    UploadedPart file = new UploadedPart(plain(part.getName()),
                            new ClientStream(part.getInputStream()));
                    if (wanted.test(file)) {
                        return Optional.of(file);
                    }
                }
            }
            return Optional.empty();
        } catch (FileUploadException e) {
            throw new ProblemException(ProblemCode.MALFORMED_UPLOAD, "The multipart form cannot be read: "
                    + e.getMessage(), e);
        } catch (IOException e) {
            throw cutOff(e);
        }
    }

    /** What to call it in a sentence. */
    public String displayName() {
        return filename == null ? "the uploaded file" : filename;
    }

    /** Some clients send a whole path, in the way of their own system. */
    private static @Nullable String plain(@Nullable String sent) {
        if (sent == null) {
            return null;
        }
        String name = CONTROL.matcher(sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1))
                .replaceAll("").strip();
        if (name.length() > MAX_NAME) {
            name = name.substring(name.length() - MAX_NAME);
        }
        return name.isEmpty() ? null : name;
    }

    private static ProblemException cutOff(IOException cause) {
        return new ProblemException(ProblemCode.MALFORMED_UPLOAD,
                "The upload ended before the file did, or is no multipart form. Send it again.", cause);
    }

    /** Tells a client that stopped sending from a disk that cannot be written: both are an IOException to the copier. */
    private static final class ClientStream extends FilterInputStream {
        ClientStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw cutOff(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw cutOff(e);
            }
        }
    }
}
