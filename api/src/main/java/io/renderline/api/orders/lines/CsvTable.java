package io.renderline.api.orders.lines;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** Reads a table of comma-, semicolon- or tab-separated values after RFC 4180. */
final class CsvTable {
    private static final String SEPARATORS = ",;\t";
    /** How Excel writes down which separator it uses, as a row before the header. */
    private static final String SEPARATOR_ROW = "sep=";

    private CsvTable() {}

    static void read(String text, TableLines rows) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        boolean named = first.toLowerCase(java.util.Locale.ROOT).startsWith(SEPARATOR_ROW)
                && first.length() == SEPARATOR_ROW.length() + 1;
        char separator = named ? first.charAt(SEPARATOR_ROW.length()) : separator(first);
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreEmptyLines(false)
                .setIgnoreSurroundingSpaces(true).get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            boolean skip = named;
            for (CSVRecord row : parser) {
                if (skip && row.get(0).toLowerCase(java.util.Locale.ROOT).startsWith(SEPARATOR_ROW)) {
                    skip = false;
                } else {
                    rows.row((int) row.getRecordNumber(), row.toList());
                }
            }
        } catch (UncheckedIOException | IOException | IllegalStateException e) {
            String why = String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            throw new ProblemException(ProblemCode.UNREADABLE_TABLE, "The table cannot be read: " + why
                    + ". A cell with a separator, a quotation mark or a line break in it stands in quotation marks, and"
                    + " quotation marks in it are doubled.", e);
        }
        rows.end();
    }

    /** The one that the header has most of, outside of quotation marks. */
    private static char separator(String header) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            quoted ^= c == '"';
            int known = quoted ? -1 : SEPARATORS.indexOf(c);
            if (known >= 0) {
                counts[known]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return SEPARATORS.charAt(most);
    }
}
