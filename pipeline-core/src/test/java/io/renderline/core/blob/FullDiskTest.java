package io.renderline.core.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.key.Sha256;
import io.renderline.testing.TestS3;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A disk that takes no more: the kernel's own limit on the size of a file stands in for it, since it breaks a write off in the
 * same way and needs no privilege.
 */
class FullDiskTest {
    private static final int LIMIT_KIB = 1024;

    @TempDir
    private Path folder;

    @Test
    void theFileSystemStoreKeepsWhatItHasAndNothingOfWhatDoesNotFit() throws Exception {
        URI url = folder.resolve("blobs").toUri();
        BlobStore store = BlobStores.open(url);
        Sha256 before = store.put(new ByteArrayInputStream(new byte[]{1}), 1).hash();

        assertThat(storeWithoutRoom(url)).contains("File too large", "small: 0");

        assertThat(files()).as("what was there, and the small one").hasSize(2)
                .allMatch(file -> file.startsWith(folder.resolve("blobs/sha256")));
        assertThat(store.size(before)).hasValue(1);
        assertThat(store.put(FullDisk.zeros(), Long.MAX_VALUE).sizeBytes()).as("once there is room")
                .isEqualTo(FullDisk.BYTES);
    }

    @Test
    void theSpoolOfAnS3StoreGivesItsRoomBack() throws Exception {
        TestS3 server = TestS3.server();
        URI url = URI.create(server.blobUrl(server.newBucket(), "") + "&spool=" + folder);

        assertThat(storeWithoutRoom(url)).contains("File too large", "small: 0");

        assertThat(files()).isEmpty();
    }

    private String storeWithoutRoom(URI url) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // Without the file of performance data, which would be cut off too
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "ulimit -f " + LIMIT_KIB + " && exec \"$@\"", "bash",
                java, "-XX:-UsePerfData", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
                FullDisk.class.getName(), url.toString());
        builder.environment().putAll(TestS3.credentials());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
