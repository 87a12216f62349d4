package io.renderline.api.orders.lines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** Turns the rows of a table into lines: the first row that is not blank is the header, blank rows are passed over. */
final class TableLines {
    private final Consumer<WantedLine> lines;
    @Nullable
    private TableColumns columns;

    TableLines(Consumer<WantedLine> lines) {
        this.lines = lines;
    }

    /** Takes the next row; {@code number} is the one that a spreadsheet program shows. */
    void row(int number, List<String> cells) {
        row(number, cells, Map.of());
    }

    /**
     * Takes the next row of a sheet.
     *
     * @param formulas the names of the cells, by column, that hold a formula without a value
     */
    void row(int number, List<String> cells, Map<Integer, String> formulas) {
        TableColumns known = columns;
        if (isBlank(cells) && formulas.keySet().stream().noneMatch(column -> known == null || known.has(column))) {
            return;
        }
        if (known == null) {
            columns = TableColumns.of(number, cells, formulas.values());
            return;
        }
        String product = known.product(cells);
        String reference = known.reference(cells);
        List<String> types = LineText.types(known.outputTypes(cells));
        WantedLine line = new WantedLine("row " + number, product.isEmpty() ? null : product,
                types.size() > LineText.MAX_TYPES ? types.subList(0, LineText.MAX_TYPES) : types,
                reference.isEmpty() ? null : LineText.shownUpTo(reference, LineText.MAX_REFERENCE), new ArrayList<>());
        formulas.forEach((column, cell) -> known.nameOf(column).ifPresent(name -> line.fault(name, "is missing: cell "
                + cell + " holds a formula without its value; " + TableColumns.CALCULATE)));
        if (types.size() > LineText.MAX_TYPES) {
            line.fault("outputTypes", "has " + types.size() + " names; it must have at most " + LineText.MAX_TYPES);
        }
        if (reference.length() > LineText.MAX_REFERENCE || !LineText.isPlain(reference)) {
            line.fault("reference", "is longer than " + LineText.MAX_REFERENCE
                    + " characters, or has a line break or another control character; it must be plain text");
        }
        lines.accept(line);
    }

    private static boolean isBlank(List<String> cells) {
        return cells.stream().allMatch(cell -> LineText.stripped(cell).isEmpty());
    }

    /** Whether a row that is not blank has come. */
    boolean hasHeader() {
        return columns != null;
    }

    /** To be called after the last row. */
    void end() {
        if (columns == null) {
            throw TableColumns.noHeader();
        }
    }
}
