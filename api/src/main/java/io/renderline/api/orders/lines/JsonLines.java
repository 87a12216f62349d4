package io.renderline.api.orders.lines;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.renderline.api.web.FieldFault;
import io.renderline.api.web.JsonFault;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.api.web.RequestFields;
import io.renderline.api.web.RequestTexts;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads an order in JSON: one object per line, or one object with a list of them. */
final class JsonLines {
    private static final JsonMapper STRICT = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final int MAX_TEXT = 200;

    private JsonLines() {}

    /** One object per line of the text; blank lines are passed over. */
    static void readLines(String text, Consumer<WantedLine> lines) {
        int number = 0;
        for (Iterator<String> rest = text.lines().iterator(); rest.hasNext();) {
            String line = rest.next();
            number++;
            if (!line.isBlank()) {
                lines.accept(line("line " + number, line));
            }
        }
    }

    private static WantedLine line(String place, String text) {
        try {
            return line(place, STRICT.readTree(text));
        } catch (JacksonException e) {
            return refused(place, "is no JSON: " + JsonFault.reason(e));
        }
    }

    /** The objects of the field {@code lines}. */
    static void readObject(String text, Consumer<WantedLine> lines) {
        JsonNode body;
        try {
            body = STRICT.readTree(text);
        } catch (JacksonException e) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, JsonFault.placeAndReason(e)
                    + ". An order of one JSON object per line is sent as application/x-ndjson.", e);
        }
        JsonNode list = body.isObject() ? body.get("lines") : body;
        if (list == null || !list.isArray()) {
            throw ProblemException.ofField("lines", "is no list; it must be one of objects with product, outputTypes"
                    + " and reference");
        }
        for (String name : body.propertyNames()) {
            if (!name.equals("lines")) {
                throw ProblemException.ofField(name, "is not known here; known is lines, and everything else is said by"
                        + " query parameters: name, outputTypes, priority, partial");
            }
        }
        for (int i = 0; i < list.size(); i++) {
            lines.accept(line("lines[" + i + "]", list.get(i)));
        }
    }

    private static WantedLine line(String place, @Nullable JsonNode json) {
        if (json == null || !json.isObject()) {
            return refused(place,
                    "is no object; it must be like {\"product\": \"A-1\", \"outputTypes\": [\"preview\"]}");
        }
        ArrayList<FieldFault> faults = new ArrayList<>();
        RequestFields fields = RequestFields.at(WantedLine.fieldOf(place, ""), json, faults);
        String product = fields.text("product");
        List<String> types = RequestTexts.list(fields, "outputTypes", LineText.MAX_TYPES, MAX_TEXT);
        String reference = RequestTexts.bounded(fields, "reference", LineText.MAX_REFERENCE);
        fields.refuseOthers();
        return new WantedLine(place, product == null ? null : LineText.stripped(product),
                types == null ? List.of() : types,
                reference, faults);
    }

    private static WantedLine refused(String place, String why) {
        WantedLine line = new WantedLine(place, null, List.of(), null, new ArrayList<>());
        line.faults().add(new FieldFault(place, why));
        return line;
    }
}
