package io.renderline.api.orders.lines;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/** What a cell of a workbook says: what its sheet shows, where that is more than the number that the file holds. */
final class XlsxCell {
    /** As precise as spreadsheet programs are; the file may hold 1.1 as 1.1000000000000001. */
    private static final MathContext PRECISION = new MathContext(15);
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    /** An article number with leading zeros is often a number that is shown so. */
    private static final Pattern ZEROS = Pattern.compile("0+");
    /** What stands in a format and is no sign for a number or a date: texts, single signs, widths, colours, locales. */
    private static final Pattern LITERALS = Pattern.compile("\"[^\"]*\"|\\\\.|[_*].|\\[[^\\]]*\\]");
    private static final Pattern OF_DATES = Pattern.compile("[ymdhs]");
    private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private XlsxCell() {}

    static String text(@Nullable Cell cell) {
        if (cell == null) {
            return "";
        }
        return switch (cell.getType()) {
            case EMPTY, ERROR -> "";
            case NUMBER -> number(cell);
            default -> padded(cell, cell.getText() == null ? "" : cell.getText());
        };
    }

    /** Whether it holds a formula, but not what comes out of it, as programs write that do not calculate. */
    static boolean isFormulaWithoutValue(@Nullable Cell cell) {
        return cell != null && cell.getFormula() != null && cell.getValue() == null;
    }

    /** An article number that looks like a number is one without an exponent. */
    private static String number(Cell cell) {
        if (isDate(cell)) {
            LocalDateTime date = cell.asDate();
            return date.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? date.toLocalDate().toString()
                    : date.format(DATE_AND_TIME);
        }
        BigDecimal number = cell.asNumber().round(PRECISION);
        return padded(cell, number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    private static String padded(Cell cell, String text) {
        String format = format(cell);
        return ZEROS.matcher(format).matches() && DIGITS.matcher(text).matches()
                ? "0".repeat(Math.max(0, format.length() - text.length())) + text
                : text;
    }

    private static boolean isDate(Cell cell) {
        return cell.getType() == CellType.NUMBER && cell.asNumber().signum() >= 0
                && OF_DATES.matcher(LITERALS.matcher(format(cell)).replaceAll("").toLowerCase(Locale.ROOT)).find();
    }

    private static String format(Cell cell) {
        return cell.getDataFormatString() == null ? "" : cell.getDataFormatString();
    }
}
