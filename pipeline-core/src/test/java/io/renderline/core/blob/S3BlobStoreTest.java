package io.renderline.core.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.testing.TestS3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class S3BlobStoreTest extends BlobStoreContract {
    private static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);

    private final TestS3 server = TestS3.server();
    @TempDir
    private Path spool;
    private String bucket = "";
    private S3BlobStore store;

    @BeforeEach
    void open() throws IOException {
        bucket = server.newBucket();
        store = S3BlobStore.open(S3Location.parse(url("some/prefix")));
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    @Override
    protected Path root() {
        return server.folderOf(bucket).resolve("some/prefix");
    }

    @Test
    void whatIsDamagedOnItsWayIsRefusedByTheServer() throws IOException {
        StoredBlob meant = new StoredBlob(Sha256.of(PICTURE), PICTURE.length);

        assertThatThrownBy(() -> store.upload("some/prefix/damaged", meant,
                () -> new ByteArrayInputStream("a dicture".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(BlobStoreUnavailableException.class).hasMessageContaining("answers 400");
        assertThat(objects()).isEmpty();
    }

    @Test
    void nothingIsLeftOnTheLocalDisk() throws IOException {
        store.put(new ByteArrayInputStream(PICTURE), 100);
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(PICTURE), 1))
                .isInstanceOf(BlobTooLargeException.class);

        assertThat(spool).isEmptyDirectory();
        assertThat(objects()).hasSize(1);
    }

    @Test
    void twoPrefixesOfABucketAreTwoStores() throws IOException {
        BlobStore other = BlobStores.open(url("other"));
        Sha256 hash = store.put(new ByteArrayInputStream(PICTURE), 100).hash();
        store.putMemo(new CacheKey("ab".repeat(32)), PICTURE);

        assertThat(other.size(hash)).isEmpty();
        assertThat(other.memo(new CacheKey("ab".repeat(32)))).isEmpty();
        assertThat(other.blobs(null, 10)).isEmpty();
        assertThat(other.memos(null, 10)).isEmpty();
    }

    @Test
    void aBucketThatIsNotThereIsSaidToBeSo() {
        URI missing = server.blobUrl("no-such-bucket", "");

        assertThatThrownBy(() -> BlobStores.open(missing)).isInstanceOf(BlobStoreUnusableException.class)
                .hasMessageContaining("no bucket 'no-such-bucket'").hasMessageContaining("RENDERLINE_BLOB_URL");
    }

    @Test
    void aBucketThatGoesAwayIsNotTakenForBlobsThatAreLost() throws IOException {
        Sha256 unknown = Sha256.of(PICTURE);
        Files.delete(server.folderOf(bucket));

        assertThatThrownBy(() -> store.open(unknown)).isInstanceOf(BlobStoreUnusableException.class);
        assertThatThrownBy(() -> store.size(unknown)).isInstanceOf(BlobStoreUnusableException.class);
        assertThatThrownBy(() -> store.memo(new CacheKey("ab".repeat(32))))
                .isInstanceOf(BlobStoreUnusableException.class);
        assertThatThrownBy(() -> store.blobs(null, 10)).isInstanceOf(BlobStoreUnusableException.class);
    }

    @Test
    void credentialsThatAreRefusedAreSaidToBeSo() {
        var wrong = StaticCredentialsProvider.create(AwsBasicCredentials.create("somebody", "something"));

        assertThatThrownBy(() -> S3BlobStore.open(S3Location.parse(url("")), wrong))
                .isInstanceOf(BlobStoreUnusableException.class).hasMessageContaining("AWS_ACCESS_KEY_ID")
                .hasMessageContaining(bucket);
    }

    @Test
    void aServerThatIsAwayMayComeLater() throws IOException {
        URI nobody = URI.create("s3://" + bucket + "?endpoint=http://127.0.0.1:" + closedPort());

        BlobStore away = BlobStores.open(nobody);

        assertThatThrownBy(() -> away.put(new ByteArrayInputStream(PICTURE), 100))
                .isInstanceOf(BlobStoreUnavailableException.class).hasMessageContaining("cannot be reached")
                .hasMessageContaining("127.0.0.1");
    }

    private URI url(String prefix) {
        return URI.create(server.blobUrl(bucket, prefix) + "&spool=" + spool);
    }

    private List<Path> objects() throws IOException {
        try (Stream<Path> all = Files.walk(server.folderOf(bucket))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
