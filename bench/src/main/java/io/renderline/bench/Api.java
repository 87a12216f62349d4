package io.renderline.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Renderline as a client uses it. */
final class Api {
    private static final String BOUNDARY = "renderline-bench-boundary";
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final URI url;

    Api(URI url) {
        this.url = url;
    }

    /** Uploads a model; its id. */
    String upload(Path file) throws IOException, InterruptedException {
        byte[] head = ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + file.getFileName() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = request("/v1/assets")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.concat(HttpRequest.BodyPublishers.ofByteArray(head),
                        HttpRequest.BodyPublishers.ofFile(file), HttpRequest.BodyPublishers.ofByteArray(tail)))
                .build();
        return json.readTree(send(request)).get("id").asString();
    }

    /** Asks for pictures; the job as it is answered. */
    JsonNode submit(String job) throws IOException, InterruptedException {
        return post("/v1/jobs", "application/json", job);
    }

    JsonNode post(String path, String type, String body) throws IOException, InterruptedException {
        return json.readTree(send(request(path).header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build()));
    }

    JsonNode put(String path, String body) throws IOException, InterruptedException {
        return json.readTree(send(request(path).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)).build()));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(send(request(path).build()));
    }

    byte[] download(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    /** Waits until the job has ended: the answer comes when it has. */
    JsonNode awaitEnd(JsonNode job) throws IOException, InterruptedException {
        return awaitSuccess("/v1/jobs/" + job.get("id").asString() + "?wait=60", job, 0);
    }

    /** Asks every {@code pauseMillis} until the order has ended. */
    JsonNode awaitOrder(JsonNode order, long pauseMillis) throws IOException, InterruptedException {
        return awaitSuccess("/v1/orders/" + order.get("id").asString(), order, pauseMillis);
    }

    private JsonNode awaitSuccess(String path, JsonNode first, long pauseMillis)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        JsonNode now = first;
        while (!now.get("state").asString().equals("SUCCEEDED")) {
            if (now.get("state").asString().matches("FAILED|PARTLY_FAILED|CANCELLED") || System.nanoTime() > deadline) {
                throw new IllegalStateException(path + " did not succeed: " + now);
            }
            Thread.sleep(pauseMillis);
            now = get(path);
        }
        return now;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(LONGEST);
    }

    private byte[] send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(request.uri() + " was answered with " + answer.statusCode() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body();
    }
}
