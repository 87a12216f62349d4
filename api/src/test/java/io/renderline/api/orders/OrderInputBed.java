package io.renderline.api.orders;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Two products that orders name, and what is said of an order. */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OrderInputBed {
    @Autowired
    ApiClient api;
    final String mark = UUID.randomUUID().toString();
    final String first = "Ä 1-" + mark;
    final String second = "4711" + mark.replaceAll("\\D", "").substring(0, 4);
    OrderForms orders;

    @BeforeEach
    void prepare() {
        orders = new OrderForms(api);
        for (String number : new String[]{first, second}) {
            api.put("/v1/products/" + org.springframework.web.util.UriUtils.encodePathSegment(number, "UTF-8"), "{}");
        }
    }

    /** Two lines: a preview of the first product under the reference x, a preview and a hero of the second. */
    JsonNode isRead(Answer accepted) {
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

    static void assertFault(JsonNode problem, int index, String field, String message) {
        assertThat(problem.at("/errors/" + index + "/field").asString()).as(problem.toString()).isEqualTo(field);
        assertThat(problem.at("/errors/" + index + "/message").asString()).contains(message);
    }
}
