package io.renderline.api.outputs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@ApiTest
class OutputTypeRequestTest {
    @Autowired
    private ApiClient api;

    static Stream<Arguments> faults() {
        return Stream.of(arguments("\"kind\": \"clip\"", "kind", "it must be one of still, thumbnail, turntable"),
                arguments("\"kind\": null", "kind", "is missing"),
                arguments("\"kind\": \"still\", \"name\": \"Web Hero\"", "name", "lower-case letters"),
                arguments("\"kind\": \"still\", \"name\": \"a--b\"", "name", "such as web-hero"),
                arguments("\"kind\": \"still\", \"name\": \"" + "a".repeat(65) + "\"", "name", "1 to 64"),
                arguments("\"kind\": \"still\", \"name\": \"\"", "name", "1 to 64"),
                arguments("\"kind\": \"still\", \"name\": 5", "name", "must be a text"),
                arguments("\"kind\": \"still\", \"name\": null", "name", "is missing"),
                arguments("\"kind\": \"still\", \"width\": 16385", "width", "from 1 to 16384"),
                arguments("\"kind\": \"thumbnail\", \"height\": 1025", "height", "from 1 to 1024"),
                arguments("\"kind\": \"thumbnail\", \"views\": [\"front\", \"back\"]", "views", "1 to 1 entries"),
                arguments("\"kind\": \"still\", \"views\": [\"upside-down\"]", "views[0].name",
                        "must be front, back, left, right, top, bottom or iso"),
                arguments("\"kind\": \"still\", \"views\": [{\"name\": \"front\", \"azimuth\": 90}]", "views[0].name",
                        "which is azimuth 0.0 and elevation 0.0"),
                arguments("\"kind\": \"still\", \"views\": [\"front\", \"top\", \"front\"]", "views[2].name",
                        "each name stands for one"),
                arguments("\"kind\": \"still\", \"views\": [\"A b\"]", "views[0].name", "lower-case letters"),
                arguments("\"kind\": \"still\", \"samples\": 0", "samples", "from 1 to 65536"),
                arguments("\"kind\": \"still\", \"format\": \"mp4\"", "format", "one of png, webp, jpeg, exr"),
                arguments("\"kind\": \"still\", \"format\": \"jpeg\", \"transparent\": true", "transparent",
                        "no alpha channel"),
                arguments("\"kind\": \"still\", \"shade\": \"#fff\"", "shade", "is not known here"),
                arguments("\"kind\": \"still\", \"background\": \"#fff\"", "background", "a colour such as"),
                arguments("\"kind\": \"turntable\", \"frames\": 1", "frames", "from 2 to 360"),
                arguments("\"kind\": \"turntable\", \"height\": 8193", "height", "from 16 to 8192"),
                arguments("\"kind\": \"turntable\", \"fps\": 0", "fps", "from 0.1 to 120"),
                arguments("\"kind\": \"turntable\", \"transparent\": true", "transparent", "webp, gif or zip"),
                arguments("\"kind\": \"turntable\", \"views\": [\"front\"]", "views", "is not known here"),
                arguments("\"kind\": \"still\", \"version\": 7", "version", "is not known here"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsRefusedAndItsFieldNamed(String fields, String field, String sentence) {
        String name = fields.contains("\"name\": ") && field.equals("name") ? "" : "\"name\": \"faulty\", ";
        Answer answer = api.post("/v1/output-types", "{" + name + fields + "}").isProblem(400, "INVALID_FIELDS");

        assertThat(answer.json().at("/errors")).as(answer.text()).hasSize(1);
        assertThat(answer.at("/errors/0/field")).isEqualTo(field);
        assertThat(answer.at("/errors/0/message")).contains(sentence);
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        Answer answer = api.post("/v1/output-types", """
                {"name": "Big", "kind": "still", "width": 0, "views": ["left", {"tilt": 5}], "shade": "dark"}""")
                .isProblem(400, "INVALID_FIELDS").saying("and 3 more");

        List<String> fields = new ArrayList<>();
        answer.json().at("/errors").forEach(fault -> fields.add(fault.at("/field").asString()));
        assertThat(fields).containsExactly("name", "width", "views[1].tilt", "shade");
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        api.post("/v1/output-types", "{\"name\": \"hero\", \"kind\": \"still\"}").isProblem(409, "OUTPUT_TYPE_EXISTS")
                .saying("'hero'", "PUT /v1/output-types/hero");
    }

    @Test
    void anOutputTypeKeepsItsName() {
        api.put("/v1/output-types/hero", "{\"name\": \"heroine\", \"kind\": \"still\"}")
                .isProblem(400, "INVALID_FIELDS").saying("name is 'heroine'", "'hero'");
    }

    @Test
    void anUnknownOneIsNotFound() {
        api.get("/v1/output-types/none").isProblem(404, "UNKNOWN_OUTPUT_TYPE").saying("'none'");
        api.get("/v1/output-types/none/versions/1").isProblem(404, "UNKNOWN_OUTPUT_TYPE");
        api.put("/v1/output-types/none", "{\"kind\": \"still\"}").isProblem(404, "UNKNOWN_OUTPUT_TYPE");
        api.delete("/v1/output-types/none").isProblem(404, "UNKNOWN_OUTPUT_TYPE");
        api.get("/v1/output-types/hero/versions/first").isProblem(400, "INVALID_REQUEST").saying("'first'");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        api.post("/v1/output-types", "{").isProblem(400, "MALFORMED_JSON");
        api.post("/v1/output-types", "[]").isProblem(400, "MALFORMED_JSON").saying("An output type");
        api.post("/v1/output-types", " ".repeat(70_000)).isProblem(413, "TOO_LARGE");
    }
}
