package io.renderline.api.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.FileSystemBlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The ways that a blob takes where the kernel does not send it. */
class BlobDeliveryTest {
    private static final int SIZE = 300_000;

    @TempDir
    private Path folder;
    private final byte[] content = new byte[SIZE];
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final List<UUID> lost = new ArrayList<>();
    private BlobStore local;
    private BlobStore remote;
    private MediaCatalog catalog;
    private MediaAsset asset;

    @BeforeEach
    void store() throws IOException {
        new Random(1).nextBytes(content);
        local = new FileSystemBlobStore(folder);
        remote = new Remote(folder);
        // Nothing is registered, so that the database is never asked
        BlobLock lock = new BlobLock(JdbcClient.create(new PGSimpleDataSource()));
        catalog = new MediaCatalog(new LossesOnly(), lock, local, Clock.systemUTC());
        StoredBlob blob = local.put(new ByteArrayInputStream(content), Long.MAX_VALUE);
        asset = assetOf(blob.hash());
    }

    @Test
    void aLocalFileIsTransferred() throws IOException {
        new BlobDelivery(local, catalog).send(asset, new ByteRange(1_000, 200_000), request, response);

        assertThat(response.getContentAsByteArray()).isEqualTo(Arrays.copyOfRange(content, 1_000, 200_000));
    }

    @Test
    void aLocalFileIsLeftToTheContainerWhereThatCanSendIt() throws IOException {
        request.setAttribute("org.apache.tomcat.sendfile.support", true);

        new BlobDelivery(local, catalog).send(asset, new ByteRange(5, 9), request, response);

        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(request.getAttribute("org.apache.tomcat.sendfile.start")).isEqualTo(5L);
        assertThat(request.getAttribute("org.apache.tomcat.sendfile.end")).isEqualTo(9L);
        assertThat(Path.of((String) request.getAttribute("org.apache.tomcat.sendfile.filename")))
                .hasBinaryContent(content);
    }

    @Test
    void aBlobElsewhereIsStreamed() throws IOException {
        new BlobDelivery(remote, catalog).send(asset, new ByteRange(1_000, 200_000), request, response);

        assertThat(response.getContentAsByteArray()).isEqualTo(Arrays.copyOfRange(content, 1_000, 200_000));
    }

    @Test
    void aDamagedFileIsNotSent() throws IOException {
        Files.write(local.localFile(asset.sha256()).orElseThrow(), new byte[SIZE]);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> new BlobDelivery(local, catalog).send(asset, new ByteRange(5, 9), request, response));
        assertThat(response.getContentAsByteArray()).isEmpty();
        assertThat(lost).containsExactly(asset.id());
    }

    @Test
    void aDamagedStreamBreaksOffBeforeItsEnd() throws IOException {
        Files.write(local.localFile(asset.sha256()).orElseThrow(), new byte[SIZE]);

        assertThatExceptionOfType(DamagedBlobException.class)
                .isThrownBy(() -> new BlobDelivery(remote, catalog)
                        .send(asset, new ByteRange(0, SIZE), request, response));
        assertThat(response.getContentAsByteArray()).hasSizeLessThan(SIZE);
        assertThat(lost).containsExactly(asset.id());
    }

    @Test
    void aBlobThatIsTooShortBreaksOffInEveryRange() throws IOException {
        Files.write(local.localFile(asset.sha256()).orElseThrow(), new byte[SIZE - 1]);

        assertThatExceptionOfType(DamagedBlobException.class)
                .isThrownBy(() -> new BlobDelivery(remote, catalog)
                        .send(asset, new ByteRange(1, SIZE), request, response));
    }

    @Test
    void aBlobThatIsNotThereIsSaidToBeSo() {
        MediaAsset gone = assetOf(Sha256.of(new byte[]{1}));
        response.setHeader("Cache-Control", "immutable");

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> new BlobDelivery(local, catalog).send(gone, new ByteRange(0, SIZE), request, response))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CONTENT_LOST));
        assertThat(response.getHeader("Cache-Control")).isNull();
    }

    private static MediaAsset assetOf(Sha256 hash) {
        return new MediaAsset(UUID.randomUUID(), AssetKind.STL_SOURCE, hash, "model/stl", SIZE, "a.stl", null, null,
                Instant.EPOCH, null);
    }

    /** Notes which assets are marked as lost. */
    private final class LossesOnly implements MediaAssetRepository {
        @Override
        public Optional<MediaAssetEntity> findById(UUID id) {
            return Optional.empty();
        }

        @Override
        public Optional<MediaAssetEntity> findBySha256AndCacheKeyIsNull(String sha256) {
            return Optional.empty();
        }

        @Override
        public int registerSource(UUID id, String sha256, String kind, String mimeType, long sizeBytes,
                @Nullable String filename, Instant createdAt) {
            return 0;
        }

        @Override
        public int markLost(UUID id, String sha256, Instant at) {
            lost.add(id);
            return 1;
        }

        @Override
        public int markFound(String sha256) {
            return 0;
        }
    }

    /** A store whose blobs are to be fetched. */
    private static final class Remote extends FileSystemBlobStore {
        Remote(Path folder) throws IOException {
            super(folder);
        }

        @Override
        public Optional<Path> localFile(Sha256 hash) {
            return Optional.empty();
        }
    }
}
