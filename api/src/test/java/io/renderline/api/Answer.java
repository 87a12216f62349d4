package io.renderline.api;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of the application, with assertions that read as sentences. */
public record Answer(HttpResponse<byte[]> response) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return response.body();
    }

    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** The text at a JSON pointer, e.g. {@code /error/code}. */
    public String at(String pointer) {
        return json().at(pointer).asString();
    }

    /** A header, empty when it is not there. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public Answer hasStatus(int status) {
        assertThat(response.statusCode()).as(text()).isEqualTo(status);
        return this;
    }

    /** It is a problem after RFC 9457 with this status and code. */
    public Answer isProblem(int status, String code) {
        hasStatus(status);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(at("/code")).as(text()).isEqualTo(code);
        assertThat(at("/type")).isEqualTo("urn:renderline:problem:" + code.toLowerCase(java.util.Locale.ROOT)
                .replace('_', '-'));
        assertThat(json().at("/status").asInt()).isEqualTo(status);
        assertThat(text()).doesNotContain("Exception").doesNotContain("\tat ");
        return this;
    }

    /** The problem's sentence says all of this. */
    public Answer saying(String... parts) {
        assertThat(at("/detail")).contains(parts);
        return this;
    }
}
