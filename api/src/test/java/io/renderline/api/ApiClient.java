package io.renderline.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Speaks to the running application over HTTP, as any client does. */
public final class ApiClient {
    private static final String BOUNDARY = "----renderline-test";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    /** A client of the application at {@code port} of this machine. */
    public ApiClient(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** The application's port, for what no HTTP client would send. */
    public int port() {
        return URI.create(base).getPort();
    }

    /** Asks; {@code headers} are names and values in turn. */
    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public Answer post(String path, String json, String... headers) {
        return sendJson("POST", path, json, headers);
    }

    public Answer put(String path, String json, String... headers) {
        return sendJson("PUT", path, json, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    private Answer sendJson(String method, String path, String json, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send(method, path, BodyPublishers.ofString(json), all);
    }

    /** Uploads bytes under a name. */
    public Answer upload(String filename, byte[] content) {
        return uploadPart("file", filename, BodyPublishers.ofByteArray(content));
    }

    /** Uploads what a stream yields, without holding it. */
    public Answer upload(String filename, Supplier<InputStream> content) {
        return uploadPart("file", filename, BodyPublishers.ofInputStream(content));
    }

    /** Sends a form with several files, all in the field {@code field}. */
    public Answer form(String path, String field, Map<String, byte[]> files, String... headers) {
        List<BodyPublisher> parts = new ArrayList<>();
        files.forEach((filename, content) -> {
            parts.add(BodyPublishers.ofByteArray(partStart(field, filename)));
            parts.add(BodyPublishers.ofByteArray(content));
            parts.add(BodyPublishers.ofString("\r\n"));
        });
        parts.add(BodyPublishers.ofString("--" + BOUNDARY + "--\r\n"));
        List<String> all = new ArrayList<>(List.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
        all.addAll(List.of(headers));
        return send("POST", path, BodyPublishers.concat(parts.toArray(new BodyPublisher[0])),
                all.toArray(String[]::new));
    }

    private static byte[] partStart(String field, String filename) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + filename
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8);
    }

    public Answer uploadPart(String field, String filename, BodyPublisher content) {
        byte[] start = partStart(field, filename);
        byte[] end = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        return send("POST", "/v1/assets",
                BodyPublishers.concat(BodyPublishers.ofByteArray(start), content, BodyPublishers.ofByteArray(end)),
                "Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }
}
