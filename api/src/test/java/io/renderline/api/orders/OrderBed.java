package io.renderline.api.orders;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.ApiClient;
import io.renderline.api.PretendedWorker;

import tools.jackson.databind.JsonNode;

/** Two products, A and B, and an output type with two views, which no other test has. */
abstract class OrderBed {
    @Autowired
    ApiClient api;
    @Autowired
    PretendedWorker worker;
    @Autowired
    JdbcClient sql;
    final String mark = UUID.randomUUID().toString();
    final String type = "ordered-" + mark;
    OrderForms orders;

    @BeforeEach
    void prepare() {
        orders = new OrderForms(api);
        orders.outputType(type, "[\"front\", \"iso\"]");
        orders.product("A-" + mark);
        orders.product("B-" + mark);
    }

    /** As a JSON line, with single quotation marks. */
    String line(String product, String reference) {
        return "{'product': '" + product + "-" + mark + "', 'outputTypes': ['" + type + "'], 'reference': '" + reference
                + "'}";
    }

    /** The id of the job of a line's first output. */
    static String job(JsonNode lines, int index) {
        return lines.get(index).at("/outputs/0/job").asString();
    }
}
