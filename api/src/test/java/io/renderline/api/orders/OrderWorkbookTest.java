package io.renderline.api.orders;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Orders in workbooks. */
class OrderWorkbookTest extends OrderInputBed {

    @Test
    void aWorkbooksFormulasAreTakenByTheirValues() {
        String header = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Article number</t></is></c><c r=\"B1\""
                + " t=\"inlineStr\"><is><t>Output types</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>Reference</t></is>"
                + "</c></row>";
        String rows = "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>\"Ä 1-\"&amp;Z1</f><v>" + first + "</v></c><c r=\"B2\""
                + " t=\"inlineStr\"><is><t>preview</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>x</t></is></c></row>"
                + "<row r=\"4\"><c r=\"A4\"><f>1+1</f><v>" + second + "</v></c><c r=\"B4\" t=\"inlineStr\"><is>"
                + "<t>preview, hero</t></is></c></row>";

        JsonNode lines = isRead(orders.file("", "order.xlsx", OrderForms.workbook(header + rows, Map.of())));

        assertThat(lines.get(1).at("/place").asString()).isEqualTo("row 4");
        isRead(orders.file("", "order.xlsx", OrderForms
                .workbook(header + rows.replace("<f>1+1</f>", ""), Map.of())));
    }

    @Test
    void aFormulaWithoutAValueIsNamedWithItsCell() {
        String header = "<row r=\"1\">" + text("A1", "product") + text("B1", "output types") + "</row>";
        JsonNode errors = orders.file("", "order.xlsx", OrderForms.workbook(header
                + "<row r=\"2\"><c r=\"A2\"><f>1+1</f><v/></c>" + text("B2", "preview") + "</row><row r=\"3\">"
                + text("A3", first) + "<c r=\"B3\" t=\"str\"><f>B2</f><v></v></c></row><row r=\"4\">"
                + text("A4", second)
                + text("B4", "preview") + "<c r=\"C4\"><f>Z1</f></c></row>", Map.of()))
                .isProblem(400, "INVALID_FIELDS").json();

        assertFault(errors, 0, "row 2: product",
                "cell A2 holds a formula without its value; open the file in a spreadsheet");
        assertFault(errors, 1, "row 3: outputTypes", "cell B3 holds a formula without its value");
        assertThat(errors.at("/errorsTotal").asInt()).as(errors.toString()).isEqualTo(2);
    }

    @Test
    void rowsOfNothingButFormulasWithoutValuesAreNotTakenForBlankOnes() {
        String header = "<row r=\"1\">" + text("A1", "product") + text("B1", "reference") + text("D1", "price")
                + "</row>";
        String rows = "<row r=\"2\"><c r=\"A2\"><f>Z2</f></c><c r=\"B2\"><f>Z3</f><v/></c></row>"
                + "<row r=\"3\"><c r=\"D3\"><f>1+1</f></c></row><row r=\"4\">" + text("A4", first)
                + "<c r=\"B4\"><f>Z4</f></c></row>";
        JsonNode errors = orders.file("?outputTypes=preview", "order.xlsx",
                OrderForms.workbook(header + rows, Map.of())).isProblem(400, "INVALID_FIELDS").json();

        assertFault(errors, 0, "row 2: product", "cell A2 holds a formula without its value");
        assertFault(errors, 1, "row 2: reference", "cell B2 holds a formula without its value");
        assertFault(errors, 2, "row 4: reference", "cell B4 holds a formula without its value");
        assertThat(errors.at("/errorsTotal").asInt()).as(errors.toString()).isEqualTo(3);

        orders.file("", "order.xlsx", OrderForms.workbook("<row r=\"2\"><c r=\"A2\"><f>Z1</f></c><c r=\"B2\"><f>Z2</f>"
                + "</c></row><row r=\"3\">" + text("A3", first) + "</row>", Map.of()))
                .isProblem(422, "UNREADABLE_TABLE")
                .saying("Row 2", "A2, B2 hold formulas", "spreadsheet program", "CSV");
    }

    @Test
    void aWorkbooksNumbersAreReadAsTheyAreShown() {
        String digits = "7" + mark.replaceAll("\\D", "").substring(0, 4);
        String zeros = "000" + digits;
        String fraction = digits + ".1";
        // As a spreadsheet program writes it down
        String written = fraction + "000000000001";
        for (String number : List.of(zeros, fraction)) {
            api.put("/v1/products/" + number, "{}").hasStatus(201);
        }
        String sheet = "<row r=\"1\">" + text("A1", "product") + text("B1", "output types") + text("C1", "reference")
                + "</row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>" + digits + "</v></c>" + text("B2", "preview")
                + "<c r=\"C2\" s=\"2\"><v>45429</v></c></row><row r=\"3\"><c r=\"A3\"><v>" + written + "</v></c>"
                + text("B3", "preview") + "<c r=\"C3\" s=\"3\"><v>45429.5</v></c></row>"
                + "<row r=\"4\"><c r=\"A4\" s=\"1\"><f>1+1</f><v>" + digits + "</v></c>" + text("B4", "hero")
                + "</row>";

        JsonNode lines = orders.planned(orders.file("", "order.xlsx",
                OrderForms.workbook(sheet, Map.of("xl/styles.xml", SampleFiles
                        .text("""
                                <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">
                                <numFmt numFmtId="164" formatCode="00000000"/>
                                <numFmt numFmtId="165" formatCode="[$-407]d\\. mmm yyyy\\ hh:mm"/></numFmts>
                                <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/>
                                </cellXfs></styleSheet>""")))));

        assertThat(lines).extracting(line -> line.at("/product").asString()).containsExactly(zeros, fraction, zeros);
        assertThat(lines).extracting(line -> line.at("/reference").asString("")).containsExactly("2024-05-17",
                "2024-05-17 12:00", "");
    }

    @Test
    void theFirstSheetCountsThatIsNeitherHiddenNorEmpty() {
        String rows = "<row r=\"1\">" + text("A1", "product") + "</row><row r=\"2\">" + text("A2", first) + "</row>";
        String start = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
        Map<String, byte[]> more = new HashMap<>();
        more.put("xl/workbook.xml", SampleFiles
                .text("""
                        <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
                        <sheet name="Lists" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Empty" sheetId="2" r:id="rId2"/>
                        <sheet name="Order" sheetId="3" r:id="rId3"/><sheet name="Old" sheetId="4" r:id="rId1"/></sheets>
                        </workbook>"""));
        StringBuilder relations = new StringBuilder(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for (int sheet = 1; sheet <= 3; sheet++) {
            relations.append("<Relationship Id=\"rId" + sheet + "\" Type=\"http://schemas.openxmlformats.org/"
                    + "officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet" + sheet + ".xml\"/>");
        }
        more.put("xl/_rels/workbook.xml.rels", SampleFiles.text(relations + "</Relationships>"));
        more.put("xl/worksheets/sheet2.xml", SampleFiles.text(start + "</sheetData></worksheet>"));
        more.put("xl/worksheets/sheet3.xml", SampleFiles.text(start + rows + "</sheetData></worksheet>"));

        JsonNode lines = orders.planned(orders.file("?outputTypes=preview", "order.xlsx",
                OrderForms.workbook("<row r=\"1\">" + text("A1", "preview") + "</row>", more)));

        assertThat(lines).extracting(line -> line.at("/product").asString()).containsExactly(first);
    }

    @Test
    void aWorkbookThatIsABombOrNoneIsRefused() {
        orders.file("", "order.xlsx", OrderForms.workbook("", Map.of("xl/media/bomb.bin", new byte[70_000_000])))
                .isProblem(422, "ZIP_BOMB").saying("unpacks to more than");
        orders.file("", "order.xlsx", OrderForms.workbook("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>", Map.of()))
                .isProblem(422, "UNREADABLE_TABLE").saying("'ZZZZZZ1'");
        orders.file("", "order.xlsx", SampleFiles.text("PK\u0003\u0004 and nothing more")).isProblem(422,
                "UNREADABLE_TABLE");
        byte[] old = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2, 3};
        orders.file("", "order.xls", old).isProblem(422, "UNREADABLE_TABLE").saying(".xls");
    }

    private static String text(String cell, String text) {
        return "<c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }
}
