package io.renderline.api.orders;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import tools.jackson.databind.JsonNode;

/** In which forms orders are taken, and what is said of those that cannot be. */
class OrderInputTest extends OrderInputBed {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @Autowired
    private JdbcClient sql;

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
        isRead(orders.file("", "order.json",
                ("{\n  \"lines\": [\n" + one + ",\n" + two + "\n]}").getBytes(StandardCharsets.UTF_8)));
        isRead(orders.file("", "order.json",
                ("[\n" + one + ",\n" + two + "\n]").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatNobodySeesAroundACellIsNoPartOfIt() {
        isRead(orders.csv("", "product;output types;reference\n\u00A0" + first + "\u00A0\u200B;\u00A0preview;x\u202F\n"
                + second + "\u200B;preview,\u00A0hero;\u00A0\n\u00A0;;\n"));
        isRead(orders.csv("", "product;output types;reference\n" + Normalizer.normalize(first, Normalizer.Form.NFD)
                + ";preview;x\n" + second + ";preview,hero\n"));
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

    private long count() {
        return sql.sql("SELECT count(*) FROM render_order").query(Long.class).single();
    }
}
