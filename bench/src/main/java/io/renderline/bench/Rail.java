package io.renderline.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.JsonNode;

/** Everything but the rendering: api, database, broker, and a worker that does nothing. */
final class Rail implements Benchmark {
    private static final int CACHED = 10_000;
    private static final int LATENCIES = 50;
    private static final int SMALL = 100;
    /** One job is done while the next one is there already. */
    private static final int CLIENTS = 4;
    private static final int LARGE = 1_000_000;
    private static final int LARGE_WHEN_QUICK = 100_000;
    private static final int SECONDS = 20;
    private static final int SECONDS_WHEN_QUICK = 8;
    private static final int WARM_UP_MILLIS = 4_000;
    private static final int SIDE = 64;
    private static final long POLL_MILLIS = 5;

    private final AtomicInteger views = new AtomicInteger();

    @Override
    public String name() {
        return "rail";
    }

    @Override
    public List<Row> run(Settings settings, boolean quick) throws IOException, InterruptedException {
        endWorkers(settings);
        List<Row> rows = new ArrayList<>();
        Api api = new Api(settings.api());
        try (NullWorker worker = new NullWorker(settings.amqp()); Backlog backlog = new Backlog(settings.home())) {
            worker.start();
            String model = api.upload(settings.sample());
            api.awaitEnd(api.submit(next(model, 1)));
            Benchmark.progress("POST to worker start");
            rows.add(latency(api, worker, model));
            Benchmark.progress("a job of " + CACHED + " cached views");
            rows.addAll(cached(api, backlog, model));
            Benchmark.progress("with " + SMALL + " in the backlog");
            double small = small(api, backlog, worker, model, quick);
            int tasks = quick ? LARGE_WHEN_QUICK : LARGE;
            Benchmark.progress("writing a backlog of " + tasks);
            backlog.add(tasks);
            Benchmark.progress("with " + tasks + " in the backlog");
            double large = throughput(backlog, worker, quick);
            rows.add(rate("with about " + SMALL + " in the backlog", small,
                    "jobs of " + SMALL + " views, posted meanwhile"));
            rows.add(rate("with " + Row.number(tasks) + " in the backlog", large, "jobs of 10 000 views"));
            rows.add(Row.of(name(), "cost of a task, large backlog against small", small / large, "").atMost(1.1));
        } catch (SQLException e) {
            throw new IOException("The api's database cannot be used", e);
        }
        return rows;
    }

    private Row rate(String what, double perSecond, String note) {
        return Row.of(name(), "tasks through the whole rail, " + what, perSecond, "per s").atLeast(1000).with(note);
    }

    /** The real workers would take what the worker that does nothing is to take. */
    private static void endWorkers(Settings settings) throws InterruptedException {
        for (String name : List.of("worker-light", "worker-heavy")) {
            ProcessHandle process = ProcessHandle.of(settings.pidOf(name)).orElse(null);
            if (process != null && process.destroy()) {
                for (int i = 0; i < 200 && process.isAlive(); i++) {
                    Thread.sleep(100);
                }
            }
        }
    }

    private Row latency(Api api, NullWorker worker, String model) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < LATENCIES; i++) {
            worker.arrivals().clear();
            long begin = System.nanoTime();
            JsonNode job = api.submit(next(model, 1));
            Long arrival = worker.arrivals().poll(10, TimeUnit.SECONDS);
            if (arrival == null) {
                throw new IllegalStateException("No task came within 10 s; see the api's log");
            }
            millis.add((arrival - begin) / 1e6);
            api.awaitEnd(job);
            Thread.sleep(20);
        }
        Samples all = new Samples(millis);
        return Row.of(name(), "POST to the start at a worker, idle, p50", all.p50(), "ms").atMost(15)
                .with("p95 " + Row.number(all.p95()) + " ms, " + LATENCIES + " jobs");
    }

    private List<Row> cached(Api api, Backlog backlog, String model)
            throws IOException, InterruptedException, SQLException {
        String request = next(model, CACHED);
        long begin = System.nanoTime();
        String job = api.submit(request).get("id").asString();
        // Asking the api would have it list thousands of results each time
        while (!backlog.stateOf(job).equals("SUCCEEDED")) {
            Thread.sleep(POLL_MILLIS);
        }
        double made = Benchmark.since(begin);
        begin = System.nanoTime();
        JsonNode answer = api.submit(request);
        double found = Benchmark.since(begin);
        if (!answer.get("state").asString().equals("SUCCEEDED")) {
            throw new IllegalStateException("A job of which all is made was not done at once: " + answer.get("state"));
        }
        return List.of(Row.of(name(), "a job of 10 000 views that do nothing, POST to done", made, "s"),
                Row.of(name(), "the same job again, all cached, POST to done", found, "s").atMost(3)
                        .with("the answer holds all results"));
    }

    private double small(Api api, Backlog backlog, NullWorker worker, String model, boolean quick)
            throws IOException, InterruptedException, SQLException {
        AtomicBoolean enough = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> posting = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                posting.add(clients.submit(() -> {
                    while (!enough.get()) {
                        api.awaitEnd(api.submit(next(model, SMALL)));
                    }
                    return true;
                }));
            }
            double rate;
            try {
                rate = throughput(backlog, worker, quick);
            } finally {
                enough.set(true);
            }
            for (Future<?> client : posting) {
                client.get();
            }
            return rate;
        } catch (ExecutionException e) {
            throw new IOException("A client of the rail failed", e);
        }
    }

    /** Tasks that become done each second. */
    private static double throughput(Backlog backlog, NullWorker worker, boolean quick)
            throws InterruptedException, SQLException {
        Thread.sleep(WARM_UP_MILLIS);
        long before = backlog.done();
        long begin = System.nanoTime();
        double seconds = quick ? SECONDS_WHEN_QUICK : SECONDS;
        while (Benchmark.since(begin) < seconds) {
            worker.beat(false);
            Thread.sleep(1_000);
        }
        long done = backlog.done() - before;
        double rate = done / Benchmark.since(begin);
        Benchmark.progress(Row.number(rate) + " per s");
        return rate;
    }

    /** A job of views that nobody asked for before. */
    private String next(String model, int count) {
        List<double[]> angles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int view = views.getAndIncrement();
            angles.add(new double[]{view % 36_000 * 0.01, 1 + Math.floorDiv(view, 36_000) * 0.001});
        }
        return StillRequest.of(model, SIDE, 1, angles);
    }
}
