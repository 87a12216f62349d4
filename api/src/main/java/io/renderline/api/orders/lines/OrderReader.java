package io.renderline.api.orders.lines;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;

import io.renderline.api.media.UploadedPart;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

/** Reads the lines of an order, in whichever form they come; a file says by its content what it is. */
@Component
public class OrderReader {
    private static final MediaType JSON_LINES = MediaType.parseMediaType("application/x-ndjson");
    private static final MediaType CSV = MediaType.parseMediaType("text/csv");
    private static final MediaType TABS = MediaType.parseMediaType("text/tab-separated-values");
    private static final MediaType XLSX = MediaType
            .parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final List<MediaType> TAKEN = List.of(JSON_LINES, MediaType.APPLICATION_JSON, CSV, TABS, XLSX,
            MediaType.MULTIPART_FORM_DATA);
    /** How much more than its body's size an XLSX file may unpack to: XML packs well. */
    private static final int UNPACKED = 4;

    /** How JSON begins that is one value, however it is laid out, and not one per line. */
    private static final Pattern LIST = Pattern.compile("\\{\\s*\"lines\"|\\[\\s*\\{");

    private final OrderLimits limits;

    OrderReader(OrderLimits limits) {
        this.limits = limits;
    }

    /** All lines, at least one; {@code encoding} is that of a text that says nothing of it, null: UTF-8. */
    public List<WantedLine> read(HttpServletRequest request, @Nullable String encoding)
            throws IOException, HttpMediaTypeNotSupportedException {
        String header = request.getContentType();
        MediaType type = header == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(header);
        if (type.isCompatibleWith(MediaType.MULTIPART_FORM_DATA)) {
            return readForm(request, encoding);
        }
        if (TAKEN.stream().noneMatch(taken -> taken.isCompatibleWith(type))) {
            throw new HttpMediaTypeNotSupportedException(type, TAKEN);
        }
        byte[] body = bytes(request.getInputStream());
        Lines lines = new Lines(limits);
        if (MediaType.APPLICATION_JSON.isCompatibleWith(type)) {
            JsonLines.readObject(TextEncoding.decode(body, null), lines::add);
        } else if (JSON_LINES.isCompatibleWith(type)) {
            JsonLines.readLines(TextEncoding.decode(body, null), lines::add);
        } else {
            readFile(body, type.getCharset() == null ? encoding : type.getCharset().name(), lines);
        }
        return lines.all();
    }

    private List<WantedLine> readForm(HttpServletRequest request, @Nullable String encoding)
            throws HttpMediaTypeNotSupportedException {
        UploadedPart.requireForm(request);
        AtomicReference<@Nullable List<WantedLine>> read = new AtomicReference<>();
        UploadedPart.forEach(request, part -> {
            if (read.get() != null) {
                throw new ProblemException(ProblemCode.MALFORMED_UPLOAD,
                        "The form has more than one file; an order comes in one. Send an order for each.");
            }
            Lines lines = new Lines(limits);
            readFile(bytes(part.content()), encoding, lines);
            read.set(lines.all());
        });
        List<WantedLine> lines = read.get();
        if (lines == null) {
            throw new ProblemException(ProblemCode.MALFORMED_UPLOAD,
                    "The form has no file in a part named 'file'. With curl: -F file=@order.csv");
        }
        return lines;
    }

    private void readFile(byte[] file, @Nullable String encoding, Lines lines) {
        if (TextEncoding.startsWith(file, 'P', 'K')) {
            XlsxTable.read(file, (long) limits.maxBytes() * UNPACKED, new TableLines(lines::add));
            return;
        }
        if (TextEncoding.startsWith(file, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new ProblemException(ProblemCode.UNREADABLE_TABLE,
                    "The file is of an old Excel (.xls), or has a password. Save it as XLSX or CSV, without a password.");
        }
        String text = TextEncoding.decode(file, encoding);
        String start = text.stripLeading();
        if (LIST.matcher(start).lookingAt()) {
            JsonLines.readObject(text, lines::add);
        } else if (start.startsWith("{")) {
            JsonLines.readLines(text, lines::add);
        } else {
            CsvTable.read(text, new TableLines(lines::add));
        }
    }

    private byte[] bytes(InputStream in) {
        try {
            byte[] bytes = in.readNBytes(limits.maxBytes() + 1);
            if (bytes.length > limits.maxBytes()) {
                throw new ProblemException(ProblemCode.ORDER_TOO_LARGE, "The order is larger than the "
                        + limits.maxBytes() + " bytes that are taken at once. Split it.");
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.MALFORMED_UPLOAD,
                    "The order ended before it was all there. Send it again.", e);
        }
    }

    /** The lines so far, of which there may not be too many. */
    private static final class Lines {
        private final OrderLimits limits;
        private final List<WantedLine> lines = new ArrayList<>();

        Lines(OrderLimits limits) {
            this.limits = limits;
        }

        void add(WantedLine line) {
            if (lines.size() == limits.maxLines()) {
                throw new ProblemException(ProblemCode.ORDER_TOO_LARGE, "The order has more than the "
                        + String.format(Locale.ROOT, "%,d", limits.maxLines())
                        + " lines that are taken at once. Split it.");
            }
            lines.add(line);
        }

        List<WantedLine> all() {
            if (lines.isEmpty()) {
                throw new ProblemException(ProblemCode.EMPTY_ORDER,
                        "The order has no lines. Each line names a product and the output types to make of it.");
            }
            return lines;
        }
    }
}
