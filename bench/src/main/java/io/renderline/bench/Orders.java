package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;

/** An order of many lines over few products: for the first time, once more, and with one more output type. */
final class Orders implements Benchmark {
    private static final int PRODUCTS = 100;
    private static final int PRODUCTS_WHEN_QUICK = 10;
    private static final int TYPES = 10;
    private static final int LARGE = 10_000;
    private static final int NAIVE = 40;
    private static final int NAIVE_WHEN_QUICK = 10;
    private static final int SIDE = 64;
    private static final int SAMPLES = 2;
    private static final long POLL_MILLIS = 50;

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public List<Row> run(Settings settings, boolean quick) throws IOException, InterruptedException {
        int products = quick ? PRODUCTS_WHEN_QUICK : PRODUCTS;
        Path folder = Files.createDirectories(settings.folder(name()));
        List<Path> files = StepFiles.write(folder.resolve("step"), products);
        Api api = new Api(settings.api());
        types(api);
        Benchmark.progress("the first time");
        long begin = System.nanoTime();
        for (int i = 0; i < products; i++) {
            api.put("/v1/products/" + product(i), "{\"cadFile\": \"" + api.upload(files.get(i)) + "\"}");
        }
        String lines = lines(products, IntStream.range(0, TYPES).boxed().toList());
        api.awaitOrder(order(api, lines), POLL_MILLIS);
        double first = Benchmark.since(begin);
        Benchmark.progress("the second time");
        double second = ordered(api, lines);
        Benchmark.progress("one more output type");
        double more = ordered(api, lines(products, List.of(TYPES)));
        int pictures = products * TYPES;
        Benchmark.progress("the naive way");
        int measured = quick ? NAIVE_WHEN_QUICK : NAIVE;
        double each = naive(new Script(settings), folder, files, measured) / measured;
        List<Row> rows = new ArrayList<>(List.of(
                Row.of(name(), "naive: a fresh process per picture", each * pictures, "s")
                        .with(measured + " of " + pictures + " measured, the rest computed: the files are alike"),
                Row.of(name(), "Renderline, the first time", first, "s").with(pictures + " lines over " + products
                        + " products, from the first upload; their thumbnails, as small, included"),
                Row.of(name(), "Renderline against naive, the first time", each * pictures / first, "times as fast"),
                Row.of(name(), "the second time: all is made", second, "s").with("naive would take as long as before"),
                Row.of(name(), "one more output type", more, "s")
                        .with(products + " pictures; naive " + Row.number(each * products) + " s")));
        Benchmark.progress("a large order");
        rows.addAll(large(api, products));
        return rows;
    }

    /** Acceptance and planning alone: all that it asks for is made. */
    private List<Row> large(Api api, int products) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder(header());
        for (int i = 0; i < LARGE; i++) {
            lines.append(line(i % products, i / products % TYPES, "large " + i));
        }
        long begin = System.nanoTime();
        JsonNode order = order(api, lines.toString());
        double accepted = Benchmark.since(begin);
        api.awaitOrder(order, POLL_MILLIS);
        return List.of(
                Row.of(name(), "an order of 10 000 lines, POST to 202", accepted, "s").atMost(5),
                Row.of(name(), "lines of it that become jobs", LARGE / (Benchmark.since(begin) - accepted), "per s")
                        .atLeast(1000).with("all of it is made; from the 202 to the order's end"));
    }

    private static double ordered(Api api, String lines) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        api.awaitOrder(order(api, lines), POLL_MILLIS);
        return Benchmark.since(begin);
    }

    private static double naive(Script script, Path folder, List<Path> files, int count)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            script.run("one_view.py", files.get(i % files.size()), folder.resolve("naive.png"), SIDE, SAMPLES,
                    azimuth(i), 25);
        }
        return Benchmark.since(begin);
    }

    /** The output types that are ordered, one more, and thumbnails that are as small as these. */
    private static void types(Api api) throws IOException, InterruptedException {
        for (int i = 0; i <= TYPES; i++) {
            api.post("/v1/output-types", "application/json", """
                    {"name": "bench-%d", "kind": "still", "width": %d, "height": %d, "samples": %d, "denoise": false,
                     "views": [{"azimuth": %d, "elevation": 25}]}""".formatted(i, SIDE, SIDE, SAMPLES, azimuth(i)));
        }
        api.put("/v1/output-types/thumbnail", """
                {"kind": "thumbnail", "width": %d, "height": %d, "samples": %d, "denoise": false}"""
                .formatted(SIDE, SIDE, SAMPLES));
    }

    private static int azimuth(int type) {
        return 36 * type % 360 + type / TYPES;
    }

    private static JsonNode order(Api api, String lines) throws IOException, InterruptedException {
        return api.post("/v1/orders", "text/csv", lines);
    }

    private static String lines(int products, List<Integer> types) {
        StringBuilder lines = new StringBuilder(header());
        for (int product = 0; product < products; product++) {
            for (int type : types) {
                lines.append(line(product, type, ""));
            }
        }
        return lines.toString();
    }

    private static String header() {
        return "product;output types;reference\n";
    }

    private static String line(int product, int type, String reference) {
        return product(product) + ";bench-" + type + ";" + reference + "\n";
    }

    private static String product(int number) {
        return String.format(Locale.ROOT, "BENCH-%03d", number);
    }
}
