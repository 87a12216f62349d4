package io.renderline.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application as a process of its own, with its embedded database and little memory. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiProcessTest {
    private static final int TRIANGLES = 8_000_000;
    private static final long BYTES = 84 + 50L * TRIANGLES;
    private static final String HEAP = "-Xmx128m";

    @TempDir
    private static Path home;
    private static Path temporary;
    private static ChildJvm process;
    private static ApiClient api;

    @BeforeAll
    static void start() throws IOException {
        temporary = Files.createDirectory(home.resolve("tmp"));
        process = ChildJvm.start(ApiApplication.class, List.of(HEAP, "-Djava.io.tmpdir=" + temporary),
                Map.of("RENDERLINE_HOME", home.toString(), "RENDERLINE_AMQP_URL", TestBroker.url().toString(),
                        "SERVER_PORT", "0"));
        String port = process.waitFor(Pattern.compile("Tomcat started on port (\\d+)")).group(1);
        api = new ApiClient(Integer.parseInt(port));
        await().until(() -> api.get("/actuator/health/readiness").response().statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Test
    @Order(1)
    void aLargeUploadIsNeitherHeldInMemoryNorWrittenTwice() throws IOException {
        Answer asset = api.upload("large.stl", ApiProcessTest::largeStl).hasStatus(201);

        assertThat(asset.json().at("/sizeBytes").asLong()).isEqualTo(BYTES);
        assertThat(asset.at("/kind")).isEqualTo("stl_source");
        assertThat(bytesIn(temporary)).as("in the folder for temporary files").isLessThan(BYTES / 10);
        assertThat(bytesIn(home.resolve("blobs"))).isBetween(BYTES, BYTES + BYTES / 10);
        Answer end = api.get("/v1/assets/" + asset.at("/id") + "/content", "Range", "bytes=-50").hasStatus(206);
        assertThat(end.bytes()).hasSize(50);
    }

    @Test
    @Order(2)
    void whileItsDatabaseIsAwayItSaysSoAndLives() throws Exception {
        long postmaster = Long
                .parseLong(Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst().strip());
        ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
        // Its children answer until they notice
        List<ProcessHandle> ending = Stream.concat(Stream.of(server), server.descendants()).toList();
        server.destroyForcibly();
        for (ProcessHandle one : ending) {
            one.onExit().get();
        }

        Answer away = api.get("/v1/jobs").isProblem(503, "UNAVAILABLE").saying("database");

        assertThat(away.header("Retry-After")).isNotEmpty();
        assertThat(api.get("/actuator/health/readiness").hasStatus(503).at("/components/db/status")).isEqualTo("DOWN");
        api.get("/actuator/health/liveness").hasStatus(200);
    }

    private static InputStream largeStl() {
        byte[] header = java.nio.ByteBuffer.allocate(84).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(80, TRIANGLES)
                .array();
        return new SequenceInputStream(new ByteArrayInputStream(header), new Zeros(BYTES - header.length));
    }

    /** A stream of zeros. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(left, length);
            java.util.Arrays.fill(buffer, offset, offset + read, (byte) 0);
            left -= read;
            return read;
        }
    }

    private static long bytesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
