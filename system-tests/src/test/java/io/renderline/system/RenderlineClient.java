package io.renderline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the REST interface as any client does. */
final class RenderlineClient {
    /** How long a few small pictures may take. */
    static final Duration JOB = Duration.ofMinutes(5);
    private static final Duration TASK = Duration.ofMinutes(2);
    private static final String BOUNDARY = "system-test-boundary";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI api;

    RenderlineClient(URI api) {
        this.api = api;
    }

    /** An answer with its JSON body. */
    record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {}

    /** Uploads a file and returns its asset's id. */
    String upload(Path file) {
        Answer answer = uploadAnswer(file);
        if (answer.status() != 201 && answer.status() != 200) {
            throw new AssertionError(
                    "Upload of " + file + " was answered with " + answer.status() + ": " + answer.body());
        }
        return answer.body().get("id").asString();
    }

    Answer uploadAnswer(Path file) {
        try {
            byte[] head = ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                    + file.getFileName() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
            return send(HttpRequest.newBuilder(api.resolve("/v1/assets"))
                    .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                    .POST(HttpRequest.BodyPublishers.concat(HttpRequest.BodyPublishers.ofByteArray(head),
                            HttpRequest.BodyPublishers.ofFile(file), HttpRequest.BodyPublishers.ofByteArray(tail))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Submits a job and returns its id. */
    String submit(String request) {
        Answer answer = post("/v1/jobs", request);
        if (answer.status() != 202) {
            throw new AssertionError("The job was answered with " + answer.status() + ": " + answer.body());
        }
        return answer.body().get("id").asString();
    }

    /** Waits until the job has ended, and returns it. */
    JsonNode awaitEnd(String job) {
        return Awaitility.await("job " + job + " ends").atMost(JOB).pollInterval(Duration.ofMillis(100))
                .until(() -> job(job), answer -> isEnd(answer.get("state").asString()));
    }

    /** Waits until a task of this type is in this state. */
    JsonNode awaitTask(String job, String type, String state) {
        return Awaitility.await(type + " of job " + job + " is " + state).atMost(JOB)
                .pollInterval(Duration.ofMillis(20)).until(() -> task(job, type),
                        task -> task.get("state").asString().equals(state));
    }

    /** Waits until a task of the job, as it is now, is as asked for. */
    JsonNode awaitTask(String job, String what, Predicate<JsonNode> condition) {
        return Awaitility.await(what + " in job " + job).atMost(TASK).pollInterval(Duration.ofMillis(20))
                .until(() -> tasksOf(job).filter(condition).findFirst(), Optional::isPresent).orElseThrow();
    }

    /** The job's tasks, in the order of its plan. */
    Stream<JsonNode> tasksOf(String job) {
        return tasks(job).valueStream();
    }

    /** The job's views. */
    List<JsonNode> views(String job) {
        return tasksOf(job).filter(task -> task.get("type").asString().equals("render-view")).toList();
    }

    JsonNode job(String job) {
        return get("/v1/jobs/" + job).body();
    }

    JsonNode tasks(String job) {
        return get("/v1/jobs/" + job + "/tasks").body();
    }

    /** The job's first task of a type. */
    JsonNode task(String job, String type) {
        for (JsonNode task : tasks(job)) {
            if (task.get("type").asString().equals(type)) {
                return task;
            }
        }
        throw new AssertionError("Job " + job + " has no task " + type);
    }

    /** The bytes of a result, by its {@code url}. */
    byte[] download(JsonNode result) {
        return send(HttpRequest.newBuilder(api.resolve(result.get("url").asString()))).response().body();
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(api.resolve(path)));
    }

    /** Submits a job as a step of a trace. */
    Answer submit(String request, String traceparent) {
        return send(HttpRequest.newBuilder(api.resolve("/v1/jobs")).header("Content-Type", "application/json")
                .header("traceparent", traceparent).POST(HttpRequest.BodyPublishers.ofString(request)));
    }

    Answer post(String path, String body) {
        return send(HttpRequest.newBuilder(api.resolve(path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer postCsv(String path, String table) {
        return send(HttpRequest.newBuilder(api.resolve(path)).header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(table)));
    }

    Answer put(String path, String body) {
        return send(HttpRequest.newBuilder(api.resolve(path)).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode body = type.contains("json") ? json.readTree(response.body()) : json.nullNode();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isEnd(String state) {
        return state.equals("SUCCEEDED") || state.equals("FAILED") || state.equals("CANCELLED");
    }

    /** A file of the tests' own resources. */
    static Path model(String name) {
        Path file = Path.of("src", "test", "resources", "models", name);
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException("No such test model: " + file);
        }
        return file;
    }
}
