package io.renderline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;

/**
 * A real S3 server, versitygw, over a folder of this machine: the program that {@code RENDERLINE_TEST_S3_SERVER} names. There
 * is no other way: a test without it fails.
 */
public final class TestS3 {
    private static final String VARIABLE = "RENDERLINE_TEST_S3_SERVER";
    private static final String KEY = "renderline";
    private static final String SECRET = "renderline-secret";

    private final URI endpoint;
    private final Path folder;

    private TestS3(URI endpoint, Path folder) {
        this.endpoint = endpoint;
        this.folder = folder;
    }

    /** The server that all tests of this process share. This process gets credentials for it. */
    public static TestS3 server() {
        return Holder.SERVER;
    }

    /** What a process needs in its environment to use the server. */
    public static Map<String, String> credentials() {
        return Map.of("AWS_ACCESS_KEY_ID", KEY, "AWS_SECRET_ACCESS_KEY", SECRET);
    }

    /** {@code http://127.0.0.1:port}. */
    public URI endpoint() {
        return endpoint;
    }

    /** The name of a new, empty bucket. */
    public String newBucket() {
        String bucket = "test-" + UUID.randomUUID();
        try {
            Files.createDirectory(folderOf(bucket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bucket;
    }

    /** Where a bucket's objects lie: each is a file under its key. */
    public Path folderOf(String bucket) {
        return folder.resolve(bucket);
    }

    /** The {@code s3://…} of a blob store in a bucket. */
    public URI blobUrl(String bucket, String prefix) {
        return URI.create("s3://" + bucket + "/" + prefix + "?endpoint=" + endpoint);
    }

    /** Nothing but the field: a thread that waits for the server must not wait for this class. */
    private static final class Holder {
        private static final TestS3 SERVER = start();
    }

    private static TestS3 start() {
        String program = System.getenv(VARIABLE);
        if (program == null || !Files.isExecutable(Path.of(program))) {
            throw new IllegalStateException("These tests need an S3 server. Set " + VARIABLE
                    + " to a versitygw (go install github.com/versity/versitygw/cmd/versitygw@v1.8.0),"
                    + " or run ./renderline test.");
        }
        try {
            return start(program);
        } catch (IOException e) {
            throw new UncheckedIOException("versitygw did not start", e);
        }
    }

    private static TestS3 start(String program) throws IOException {
        Path home = Files.createTempDirectory("renderline-s3");
        Path folder = Files.createDirectory(home.resolve("buckets"));
        Path metadata = Files.createDirectory(home.resolve("metadata"));
        int port = freePort();
        // Metadata beside the objects: not every folder for temporary files has extended attributes
        ProcessBuilder builder = new ProcessBuilder(program, "--port", "127.0.0.1:" + port, "--quiet", "posix",
                "--sidecar", metadata.toString(), folder.toString());
        builder.environment().putAll(Map.of("ROOT_ACCESS_KEY", KEY, "ROOT_SECRET_KEY", SECRET));
        Path log = home.resolve("log");
        Process server = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, home)));
        Awaitility.await("versitygw answers").atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!server.isAlive()) {
                        throw new IllegalStateException("versitygw has ended:\n" + Files.readString(log));
                    }
                    return answers(port);
                });
        credentials().forEach((name, value) -> System.setProperty(
                "AWS_ACCESS_KEY_ID".equals(name) ? "aws.accessKeyId" : "aws.secretAccessKey", value));
        return new TestS3(URI.create("http://127.0.0.1:" + port), folder);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void end(Process server, Path home) {
        server.destroy();
        try {
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
