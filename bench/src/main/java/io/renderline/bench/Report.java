package io.renderline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * All that one run has measured, and on what.
 *
 * @param about facts of the run in the order in which they are shown: machine, versions, command, load
 */
record Report(Map<String, String> about, List<Row> rows) {

    String json() {
        List<Map<String, Object>> measured = new ArrayList<>();
        for (Row row : rows) {
            measured.add(Map.of("case", row.benchmark(), "what", row.what(), "value", row.value(), "unit", row.unit(),
                    "target", row.verdict(), "met", row.isMet(), "note", row.note()));
        }
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter()
                .writeValueAsString(Map.of("about", about, "rows", measured));
    }

    String markdown() {
        StringBuilder text = new StringBuilder(
                "| case | what | measured | target | |\n| --- | --- | ---: | --- | --- |\n");
        for (Row row : rows) {
            text.append("| ").append(row.benchmark()).append(" | ").append(cell(row.what())).append(" | ")
                    .append(row.shown()).append(" | ").append(row.verdict()).append(" | ").append(cell(row.note()))
                    .append(" |\n");
        }
        text.append('\n');
        about.forEach((name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
