package io.renderline.api.orders.lines;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/**
 * Which column of a table says what, by its header: in any case, with any blanks and signs between the words. Other columns
 * are passed over.
 *
 * @param product the column of article numbers, from 0
 * @param outputTypes -1 when there is none
 * @param reference -1 when there is none
 */
record TableColumns(int product, int outputTypes, int reference) {
    private static final int MOST_CELLS = 10;
    private static final String NEEDED = "It needs a header with a column for the article number (product, article number,"
            + " SKU …), and may have columns output types and reference.";

    /** What mends a formula whose value the file does not hold, as programs write them that do not calculate. */
    static final String CALCULATE = "open the file in a spreadsheet program and save it there, or export it as CSV";

    private enum Column {
        PRODUCT, OUTPUT_TYPES, REFERENCE
    }

    private static final Map<Column, Set<String>> NAMES = Map.of(Column.PRODUCT,
            Set.of("product", "products", "productnumber", "productno", "articlenumber", "article", "articleno",
                    "artno",
                    "itemnumber", "item", "itemno", "partnumber", "partno", "part", "sku", "artikelnummer", "artikelnr",
                    "artikel", "artnr", "produkt", "produktnummer"),
            Column.OUTPUT_TYPES, Set.of("outputtypes", "outputtype", "outputs", "output", "ausgabetyp", "ausgabetypen",
                    "bildtyp", "bildtypen"),
            Column.REFERENCE, Set.of("reference", "ref", "yourreference", "customerreference", "referenz",
                    "kundenreferenz"));

    /**
     * The columns of this header.
     *
     * @param formulas the names of its cells that hold a formula without a value
     */
    static TableColumns of(int row, List<String> header, Collection<String> formulas) {
        Map<Column, Integer> found = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String word = header.get(i).toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit)
                    .mapToObj(Character::toString).collect(Collectors.joining());
            for (Column column : Column.values()) {
                Integer before = NAMES.getOrDefault(column, Set.of()).contains(word)
                        ? found.putIfAbsent(column, i)
                        : null;
                if (before != null) {
                    throw new ProblemException(ProblemCode.UNREADABLE_TABLE, "Row " + row + ": the columns '"
                            + LineText.shown(header.get(before)) + "' and '" + LineText.shown(header.get(i))
                            + "' mean the same. Leave one of them away.");
                }
            }
        }
        if (!found.containsKey(Column.PRODUCT) && !formulas.isEmpty()) {
            throw new ProblemException(ProblemCode.UNREADABLE_TABLE, "Row " + row + " is no header that is understood: "
                    + formulas.stream().sorted().limit(MOST_CELLS).collect(Collectors.joining(", "))
                    + " hold formulas whose values the file does not hold. To have them calculated, " + CALCULATE
                    + ".");
        }
        if (!found.containsKey(Column.PRODUCT)) {
            throw new ProblemException(ProblemCode.UNREADABLE_TABLE, "Row " + row
                    + " is no header that is understood: it has " + header.stream().limit(MOST_CELLS)
                            .map(cell -> "'" + LineText.shown(cell) + "'").collect(Collectors.joining(", "))
                    + ". " + NEEDED);
        }
        return new TableColumns(found.get(Column.PRODUCT), found.getOrDefault(Column.OUTPUT_TYPES, -1),
                found.getOrDefault(Column.REFERENCE, -1));
    }

    static ProblemException noHeader() {
        return new ProblemException(ProblemCode.EMPTY_ORDER, "The table is empty. " + NEEDED);
    }

    /** Whether the column says something of lines. */
    boolean has(int column) {
        return nameOf(column).isPresent();
    }

    /** What the column says of lines, as clients call it in JSON. */
    Optional<String> nameOf(int column) {
        if (column == product) {
            return Optional.of("product");
        }
        if (column == outputTypes) {
            return Optional.of("outputTypes");
        }
        return column == reference ? Optional.of("reference") : Optional.empty();
    }

    String product(List<String> row) {
        return cell(row, product);
    }

    String outputTypes(List<String> row) {
        return cell(row, outputTypes);
    }

    String reference(List<String> row) {
        return cell(row, reference);
    }

    private static String cell(List<String> row, int column) {
        return column < 0 || column >= row.size() ? "" : LineText.stripped(row.get(column));
    }
}
