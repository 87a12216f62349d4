package io.renderline.api.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The table of everything in a ZIP, and of what is not in it and why: comma-separated after RFC 4180, in UTF-8. */
final class Manifest {
    static final String NAME = "manifest.csv";
    /** What a spreadsheet program takes for the beginning of a formula. */
    private static final String FORMULAS = "=+-@\t\r";
    private static final String[] HEADER = {"line", "product", "output type", "version", "revision", "view", "file",
            "sha256", "size", "device", "state", "error", "reference"};

    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;

    Manifest() {
        try {
            printer = new CSVPrinter(text, CSVFormat.RFC4180);
            printer.printRecord((Object[]) HEADER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param name the file's name in the ZIP; null when there is no file */
    void add(ResultFile file, @Nullable String name) {
        try {
            printer.printRecord(file.line(), plain(file.product()), plain(file.outputType()), file.version(),
                    file.revision(), plain(file.view()), plain(name), file.sha256(),
                    name == null ? null : file.sizeBytes(), plain(file.device()), file.state(),
                    plain(file.error()), plain(file.reference()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** So that no text becomes a formula when a spreadsheet program opens the table; see OWASP, "CSV Injection". */
    private static @Nullable String plain(@Nullable String value) {
        return value == null || value.isEmpty() || FORMULAS.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
    }
}
