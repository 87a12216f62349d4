package io.renderline.api.orders.lines;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.aalto.stax.InputFactoryImpl;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/**
 * Reads the first sheet of an XLSX file that is neither hidden nor empty: lists to choose from stand in hidden ones. Of formulas
 * the values are taken that the file holds.
 */
final class XlsxTable {
    private static final Logger LOG = LoggerFactory.getLogger(XlsxTable.class);
    private static final Pattern CELL = Pattern.compile("[A-Z]{1,3}[1-9][0-9]{0,6}");
    private static final XMLInputFactory XML = factory();
    private static final int BUFFER_BYTES = 64 * 1024;

    private XlsxTable() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /**
     * Reads the file.
     *
     * @param maxUnpacked the most that its parts have together when they are unpacked, bytes
     */
    static void read(byte[] file, long maxUnpacked, TableLines rows) {
        try {
            checkParts(file, maxUnpacked);
            try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file),
                    new ReadingOptions(hasStyles(file), false))) {
                for (Sheet sheet : workbook.getSheets().filter(each -> each.getVisibility() == SheetVisibility.VISIBLE)
                        .toList()) {
                    read(sheet, rows);
                }
            }
        } catch (ProblemException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // What a library says of a file that is no workbook, in whatever way
            throw new ProblemException(ProblemCode.UNREADABLE_TABLE,
                    "The file is no XLSX workbook, or a damaged one. Save it as XLSX anew, or as CSV.", e);
        }
        rows.end();
    }

    /** The reader of workbooks knows how numbers are shown only when it is told to read that, and then it must be there. */
    private static boolean hasStyles(byte[] file) throws IOException {
        try (ZipFile zip = ZipFile.builder().setByteArray(file).get()) {
            return Collections.list(zip.getEntries()).stream()
                    .anyMatch(part -> part.getName().toLowerCase(Locale.ROOT).endsWith("styles.xml"));
        }
    }

    private static void read(Sheet sheet, TableLines rows) throws IOException {
        if (rows.hasHeader()) {
            return;
        }
        try (Stream<Row> all = sheet.openStream()) {
            all.forEach(row -> rows.row(row.getRowNum(), cells(row), formulasWithoutValue(row)));
        }
    }

    /** By the same readers of ZIPs and of XML as the workbook's, so that both see the same. */
    private static void checkParts(byte[] file, long max) throws IOException {
        long unpacked = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (ZipFile zip = ZipFile.builder().setByteArray(file).get()) {
            for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
                try (InputStream in = zip.getInputStream(part)) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        unpacked += read;
                        if (unpacked > max) {
                            throw new ProblemException(ProblemCode.ZIP_BOMB, "The XLSX file unpacks to more than the "
                                    + max + " bytes that are taken. Split the order, or send it as CSV.");
                        }
                    }
                }
                try (InputStream in = zip.getInputStream(part)) {
                    checkColumns(in);
                }
            }
        }
    }

    /** A row takes memory for every column up to its last one, and the reader of workbooks believes any name of a column. */
    private static void checkColumns(InputStream part) {
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(part);
            while (xml.hasNext()) {
                boolean isCell = xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c");
                String cell = isCell ? xml.getAttributeValue(null, "r") : null;
                if (cell != null && !CELL.matcher(cell).matches()) {
                    throw new ProblemException(ProblemCode.UNREADABLE_TABLE, "The XLSX file has a cell '"
                            + LineText.shown(cell) + "', which no sheet has. Save it anew, or as CSV.");
                }
            }
        } catch (XMLStreamException e) {
            LOG.debug("A part that is no XML, or not to its end, has no further cells", e);
        }
    }

    private static Map<Integer, String> formulasWithoutValue(Row row) {
        Map<Integer, String> names = new HashMap<>();
        for (int i = 0; i < row.getCellCount(); i++) {
            int column = i;
            row.getOptionalCell(i).filter(XlsxCell::isFormulaWithoutValue)
                    .ifPresent(cell -> names.put(column, cell.getAddress().toString()));
        }
        return names;
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.getCellCount(); i++) {
            cells.add(row.getOptionalCell(i).map(XlsxCell::text).orElse(""));
        }
        return cells;
    }
}
