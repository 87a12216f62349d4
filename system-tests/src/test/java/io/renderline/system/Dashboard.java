package io.renderline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What lies in the folder {@code grafana}: the dashboard's queries, and the names of what is measured. */
final class Dashboard {
    private static final Path FOLDER = Path.of(System.getProperty("renderline.project"), "grafana");
    private static final Pattern METRIC = Pattern.compile("\\brenderline_[a-z_]+");

    private Dashboard() {}

    /** One query of a panel, as Grafana asks it. */
    record Query(String panel, String expression) {
        @Override
        public String toString() {
            return panel + ": " + expression;
        }
    }

    static Path rules() {
        return FOLDER.resolve("prometheus/rules");
    }

    static Path config() {
        return FOLDER.resolve("prometheus/prometheus.yml");
    }

    /** @param range what Grafana puts for its {@code $__rate_interval} */
    static List<Query> queries(String range) {
        List<Query> queries = new ArrayList<>();
        JsonNode dashboard = new JsonMapper().readTree(read(FOLDER.resolve("dashboards/renderline.json")));
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(panel.get("title").asString(),
                        target.get("expr").asString().replace("$__rate_interval", range)));
            }
        }
        return queries;
    }

    /** Every name of Renderline's that an expression asks for. */
    static SortedSet<String> metricsOf(String expression) {
        SortedSet<String> names = new TreeSet<>();
        METRIC.matcher(expression).results().forEach(found -> names.add(found.group()));
        return names;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
