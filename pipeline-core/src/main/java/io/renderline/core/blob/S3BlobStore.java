package io.renderline.core.blob;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Blobs as objects of an S3 bucket: {@code sha256/ab/abcd…} and {@code memo/ab/abcd….json} behind a prefix. An object appears
 * when all of it is there, which S3 promises, and with the bytes that its name says, which the server checks by the SHA-256
 * that comes with them. Storing known bytes again writes them again: their name is their content, so that this can only mend.
 */
public final class S3BlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3BlobStore.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final String BYTES = "application/octet-stream";

    private final S3Requests requests;
    private final S3Location location;

    private S3BlobStore(S3Requests requests) {
        this.requests = requests;
        this.location = requests.location();
    }

    /** Opens a store with the credentials that the SDK finds. One that cannot be reached now is opened all the same. */
    static S3BlobStore open(S3Location location) throws IOException {
        return open(location, null);
    }

    static S3BlobStore open(S3Location location, @Nullable AwsCredentialsProvider credentials) throws IOException {
        Files.createDirectories(location.spool());
        S3Requests requests = new S3Requests(client(location, credentials), location);
        try {
            requests.requireBucket();
        } catch (BlobStoreUnavailableException e) {
            LOG.warn("{} It is used as soon as it answers.", e.getMessage());
        }
        return new S3BlobStore(requests);
    }

    private static S3Client client(S3Location location, @Nullable AwsCredentialsProvider credentials) {
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
                .region(Region.of(location.region())).forcePathStyle(location.pathStyle())
                // The SHA-256 goes with each upload, and whoever reads checks it: other sums would only cost time
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        location.endpoint().ifPresent(builder::endpointOverride);
        if (credentials != null) {
            builder.credentialsProvider(credentials);
        }
        return builder.build();
    }

    @Override
    public StoredBlob put(InputStream in, long maxBytes) throws IOException {
        try (SpoolFile spool = SpoolFile.create(location.spool())) {
            StoredBlob blob = HashedCopy.copy(in, spool.output(), maxBytes);
            upload(keyOf(blob.hash()), blob, spool::newInput);
            return blob;
        }
    }

    @Override
    public StoredBlob put(Path file) throws IOException {
        StoredBlob blob = new StoredBlob(Sha256.of(file), Files.size(file));
        upload(keyOf(blob.hash()), blob, () -> newInput(file));
        return blob;
    }

    /** Uploads bytes that must be those of {@code blob}: the server refuses them if not. */
    void upload(String key, StoredBlob blob, ContentStreamProvider bytes) throws IOException {
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(blob.hash().hex()));
        requests.ask(s3 -> s3.putObject(
                request -> request.bucket(location.bucket()).key(key).contentType(BYTES).checksumSHA256(checksum),
                RequestBody.fromContentProvider(bytes, blob.sizeBytes(), BYTES)));
    }

    @Override
    public InputStream open(Sha256 hash) throws IOException {
        return get(keyOf(hash), null).orElseThrow(() -> new BlobNotFoundException(hash));
    }

    @Override
    public InputStream open(Sha256 hash, long start, long length) throws IOException {
        if (length == 0) {
            return InputStream.nullInputStream();
        }
        try {
            return get(keyOf(hash), "bytes=" + start + "-" + (start + length - 1))
                    .orElseThrow(() -> new BlobNotFoundException(hash));
        } catch (EOFException e) {
            return InputStream.nullInputStream();
        }
    }

    @Override
    public Optional<StoreEntry<Sha256>> entry(Sha256 hash) throws IOException {
        try {
            HeadObjectResponse head = requests.ask(s3 -> s3.headObject(
                    request -> request.bucket(location.bucket()).key(keyOf(hash))));
            return Optional.of(new StoreEntry<>(hash, head.contentLength(), head.lastModified()));
        } catch (FileNotFoundException e) {
            // The answer to HEAD does not say whether it is the key or the bucket that is missing
            requests.requireBucket();
            return Optional.empty();
        }
    }

    /** Never: what lies in S3 is no file of this machine. */
    @Override
    public Optional<Path> localFile(Sha256 hash) {
        return Optional.empty();
    }

    @Override
    public void putMemo(CacheKey key, byte[] memo) throws IOException {
        upload(keyOf(key), new StoredBlob(Sha256.of(memo), memo.length),
                () -> new ByteArrayInputStream(memo));
    }

    @Override
    public Optional<byte[]> memo(CacheKey key) throws IOException {
        Optional<InputStream> found = get(keyOf(key), null);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(in.readAllBytes());
        }
    }

    @Override
    public void remove(Sha256 hash) throws IOException {
        delete(keyOf(hash));
    }

    @Override
    public void removeMemo(CacheKey key) throws IOException {
        delete(keyOf(key));
    }

    @Override
    public List<StoreEntry<Sha256>> blobs(@Nullable Sha256 after, int most) throws IOException {
        return requests.page(StoredNames.BLOBS, after == null ? null : after.hex(), most);
    }

    @Override
    public List<StoreEntry<CacheKey>> memos(@Nullable CacheKey after, int most) throws IOException {
        return requests.page(StoredNames.MEMOS, after == null ? null : after.hex(), most);
    }

    /** Nothing: what was not sent to its end is no object, and {@link SpoolFile} leaves no file. */
    @Override
    public int removeUnfinished(Instant before) {
        return 0;
    }

    private void delete(String key) throws IOException {
        try {
            requests.ask(s3 -> s3.deleteObject(request -> request.bucket(location.bucket()).key(key)));
        } catch (FileNotFoundException e) {
            LOG.debug("{} is removed already", key, e);
        }
    }

    private Optional<InputStream> get(String key, @Nullable String range) throws IOException {
        try {
            return Optional.of(new S3Stream(requests.ask(s3 -> s3.getObject(
                    request -> request.bucket(location.bucket()).key(key).range(range))), location));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private String keyOf(Sha256 hash) {
        return location.prefix() + StoredNames.BLOBS.pathOf(hash.hex());
    }

    private String keyOf(CacheKey key) {
        return location.prefix() + StoredNames.MEMOS.pathOf(key.hex());
    }

    private static InputStream newInput(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
