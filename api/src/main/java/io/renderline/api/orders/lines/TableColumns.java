package io.renderline.api.orders.lines;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final String NEEDED = "It needs a header with a column for the article number (product, article number,"
            + " SKU …), and may have columns output types and reference.";

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

    /** The columns of this header. */
    static TableColumns of(int row, List<String> header) {
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
        if (!found.containsKey(Column.PRODUCT)) {
            throw new ProblemException(ProblemCode.UNREADABLE_TABLE, "Row " + row
                    + " is no header that is understood: it has " + header.stream().limit(10)
                            .map(cell -> "'" + LineText.shown(cell) + "'").collect(Collectors.joining(", "))
                    + ". " + NEEDED);
        }
        return new TableColumns(found.get(Column.PRODUCT), found.getOrDefault(Column.OUTPUT_TYPES, -1),
                found.getOrDefault(Column.REFERENCE, -1));
    }

    static ProblemException noHeader() {
        return new ProblemException(ProblemCode.EMPTY_ORDER, "The table is empty. " + NEEDED);
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
