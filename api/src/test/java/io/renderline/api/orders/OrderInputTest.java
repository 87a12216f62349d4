package io.renderline.api.orders;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import tools.jackson.databind.JsonNode;

/** In which forms orders are taken, and what is said of those that cannot be. */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderInputTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @Autowired
    private ApiClient api;
    @Autowired
    private JdbcClient sql;
    private final String mark = UUID.randomUUID().toString();
    private final String first = "Ä 1-" + mark;
    private final String second = "4711" + mark.replaceAll("\\D", "").substring(0, 4);
    private OrderForms orders;

    @BeforeEach
    void prepare() {
        orders = new OrderForms(api);
        for (String number : new String[]{first, second}) {
            api.put("/v1/products/" + org.springframework.web.util.UriUtils.encodePathSegment(number, "UTF-8"), "{}");
        }
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                arguments("commas", """
                        product,output types,reference
                        %1$s,preview,x
                        %2$s,"preview,hero",
                        """),
                arguments("semicolons", """
                        Artikelnummer;Ausgabetyp;Referenz\r
                        %1$s;preview;x\r
                        %2$s;preview hero;\r
                        """),
                arguments("tabs", """
                        SKU\tOutputs\tRef
                        %1$s\tpreview\tx
                        %2$s\tpreview|hero\t
                        """),
                arguments("others between", """
                        No.;ARTICLE NUMBER;price;output_types;Reference
                        1;%1$s;3,50;preview;x
                        2;%2$s;4,50;"preview;hero";
                        """),
                arguments("blank rows", """


                        product;output types;reference

                        %1$s;preview;x
                        ;;
                        %2$s;preview hero

                        """),
                arguments("separator row", """
                        sep=;
                        product;output-type;reference
                        %1$s;preview;x
                        %2$s;preview+hero;
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void aTableIsReadByItsHeader(String name, String table) {
        isRead(orders.csv("", table.formatted(first, second)));
    }

    static Stream<Arguments> encodings() {
        return Stream.of(arguments("", "", StandardCharsets.UTF_8), arguments("", "\uFEFF", StandardCharsets.UTF_8),
                arguments("", "\uFEFF", StandardCharsets.UTF_16LE), arguments("", "\uFEFF", StandardCharsets.UTF_16BE),
                arguments("?encoding=windows-1252", "", WINDOWS_1252));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aTextIsReadInItsEncoding(String query, String start, Charset charset) {
        // A quote counts as one only where a cell begins, and not behind a byte order mark
        isRead(orders.csv(query,
                start + "\"article; number\";output types;reference\n" + first + ";preview;x\n" + second
                        + ";preview hero;\n",
                charset));
    }

    @Test
    void anotherEncodingIsNotGuessed() {
        orders.csv("", "product;output types\n" + first + ";preview\n", WINDOWS_1252)
                .isProblem(422, "WRONG_ENCODING").saying("Line 2", "0xC4", "CSV UTF-8", "encoding=windows-1252");
        orders.csv("", "product;output types\n" + second + ";preview\n", StandardCharsets.UTF_16LE)
                .isProblem(422, "WRONG_ENCODING").saying("NUL", "UTF-16");
        orders.csv("?encoding=klingon", "product\n1").isProblem(400, "INVALID_REQUEST").saying("klingon");
    }

    @Test
    void jsonComesAsLinesAsAnObjectOrAsAFile() {
        String one = "{\"product\": \"" + first + "\", \"outputTypes\": [\"preview\"], \"reference\": \"x\"}";
        String two = "{\"product\": \"" + second + "\", \"outputTypes\": [\"preview\", \"hero\"]}";

        isRead(orders.body("application/x-ndjson", "", (one + "\n\n" + two).getBytes(StandardCharsets.UTF_8)));
        isRead(orders.body("application/json", "",
                ("{\"lines\": [" + one + "," + two + "]}").getBytes(StandardCharsets.UTF_8)));
        isRead(orders.file("", "order.ndjson", (one + "\n" + two).getBytes(StandardCharsets.UTF_8)));
    }

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
                "cell A2 holds a formula without a value; open the file in a spreadsheet");
        assertFault(errors, 1, "row 3: outputTypes", "is missing");
        assertThat(errors.at("/errorsTotal").asInt()).as(errors.toString()).isEqualTo(2);
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

    private static String text(String cell, String text) {
        return "<c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    @Test
    void whatNobodySeesAroundACellIsNoPartOfIt() {
        isRead(orders.csv("", "product;output types;reference\n\u00A0" + first + "\u00A0\u200B;\u00A0preview;x\u202F\n"
                + second + "\u200B;preview,\u00A0hero;\u00A0\n\u00A0;;\n"));
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

    @Test
    void everyFaultOfEveryRowIsNamedAndNothingIsTaken() {
        long before = count();
        JsonNode errors = orders.csv("", "product;output types;reference\n"
                + first + ";preview;x\n" // 2: right
                + first + "x;preview;x\n" // 3: unknown product
                + second + ";preveiw hero;x\n" // 4: unknown output type
                + ";preview;x\n" // 5: no product
                + second + ";;x\n" // 6: no output type
                + first + ";hero preview;x\n" // 7: preview is wanted by row 2 already
                + second + ";hero;" + "long".repeat(60) + "\n" // 8: reference
        ).isProblem(400, "INVALID_FIELDS").json();

        assertThat(errors.at("/errorsTotal").asInt()).isEqualTo(6);
        assertFault(errors, 0, "row 3: product", "no product has this article number; did you mean '" + first + "'");
        assertFault(errors, 1, "row 4: outputTypes", "has 'preveiw', and no output type has this name; there are");
        assertFault(errors, 2, "row 5: product", "is missing");
        assertFault(errors, 3, "row 6: outputTypes", "is missing");
        assertFault(errors, 4, "row 7: product", "of which row 2 wants preview already");
        assertFault(errors, 5, "row 8: reference", "is longer than 200 characters");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void jsonFaultsAreNamedByTheirLine() {
        JsonNode errors = orders.lines("", "{'product': '" + second + "', 'outputTypes': ['hero']}", "{oops", "[1]",
                "{'product': 7, 'outputTypes': 'hero', 'colour': 'red'}").isProblem(400, "INVALID_FIELDS").json();

        assertFault(errors, 0, "line 2", "is no JSON");
        assertFault(errors, 1, "line 3", "is no object");
        assertFault(errors, 2, "line 4: product", "is 7; it must be a text");
        assertFault(errors, 3, "line 4: outputTypes", "is no list");
        assertFault(errors, 4, "line 4: colour", "is not known here");
        JsonNode cut = orders.lines("", "{'product': '" + second + "', 'outputTypes': [", "{'colour': 'red'}")
                .isProblem(400, "INVALID_FIELDS").json();
        assertFault(cut, 0, "line 1", "is no JSON: Unexpected end-of-input");
        assertThat(cut.at("/errors/0/message").asString()).doesNotContain("Source");
        assertFault(cut, 1, "line 2: colour", "is not known here");
        assertFault(cut, 2, "line 2: product", "is missing");
        assertFault(cut, 3, "line 2: outputTypes", "is missing");
        JsonNode inObject = orders.body("application/json", "", SampleFiles.text("{\"lines\": [{\"product\": \"\"}]}"))
                .isProblem(400, "INVALID_FIELDS").json();
        assertFault(inObject, 0, "lines[0].product", "is missing");
    }

    @Test
    void partOfAnOrderIsTakenWhenTheClientSaysSo() {
        Answer accepted = orders.csv("?partial=true&outputTypes=hero",
                "product;reference\n" + first + ";a\nunknown\u0001-" + mark + ";b\n" + second + ";c\n").hasStatus(202);

        assertThat(accepted.json().at("/refused/total").asInt()).isOne();
        assertThat(accepted.at("/refused/errors/0/field")).isEqualTo("row 3: product");
        JsonNode lines = orders.planned(accepted);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1).at("/state").asString()).isEqualTo("FAILED");
        assertThat(lines.get(1).at("/error/message").asString()).contains("no product has this article number");
        orders.csv("?partial=true", "product\nnone-" + mark + "\n").isProblem(400, "INVALID_FIELDS");
    }

    @Test
    void anOrderOfNothingAndAnOrderOfTooMuchAreRefused() {
        orders.csv("", "product;output types\n;;\n").isProblem(422, "EMPTY_ORDER").saying("no lines");
        orders.csv("", "").isProblem(422, "EMPTY_ORDER");
        orders.lines("", "").isProblem(422, "EMPTY_ORDER");
        orders.csv("", "product\n" + "a\n".repeat(100_001)).isProblem(413, "ORDER_TOO_LARGE").saying("100,000 lines");
        orders.csv("", "price;colour\n1;red\n").isProblem(422, "UNREADABLE_TABLE").saying("'price', 'colour'", "SKU");
        orders.csv("", "product;sku\n1;2\n").isProblem(422, "UNREADABLE_TABLE").saying("mean the same");
        orders.csv("", "product\n\"a\" b\n").isProblem(422, "UNREADABLE_TABLE").saying("quotation marks");
        orders.body("text/html", "", SampleFiles.text("<p>")).isProblem(415, "UNSUPPORTED_MEDIA_TYPE");
        orders.csv("?partial=maybe", "product\n1").isProblem(400, "INVALID_REQUEST").saying("true or false");
        orders.csv("?typo=1", "product\n1").isProblem(400, "INVALID_REQUEST").saying("typo", "partial");
    }

    private JsonNode isRead(Answer accepted) {
        JsonNode lines = orders.planned(accepted);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).at("/product").asString()).isEqualTo(first);
        assertThat(lines.get(0).at("/reference").asString()).isEqualTo("x");
        assertThat(lines.get(0).at("/outputs")).extracting(output -> output.at("/outputType/name").asString())
                .containsExactly("preview");
        assertThat(lines.get(1).at("/product").asString()).isEqualTo(second);
        assertThat(lines.get(1).at("/reference").isNull()).isTrue();
        assertThat(lines.get(1).at("/outputs")).extracting(output -> output.at("/outputType/name").asString())
                .containsExactly("preview", "hero");
        return lines;
    }

    private static void assertFault(JsonNode problem, int index, String field, String message) {
        assertThat(problem.at("/errors/" + index + "/field").asString()).as(problem.toString()).isEqualTo(field);
        assertThat(problem.at("/errors/" + index + "/message").asString()).contains(message);
    }

    private long count() {
        return sql.sql("SELECT count(*) FROM render_order").query(Long.class).single();
    }
}
