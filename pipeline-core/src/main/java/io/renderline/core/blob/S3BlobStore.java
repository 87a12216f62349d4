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
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Blobs as objects of an S3 bucket: {@code sha256/ab/abcd…} and {@code memo/ab/abcd….json} behind a prefix. An object appears
 * when all of it is there, which S3 promises, and with the bytes that its name says, which the server checks by the SHA-256
 * that comes with them. Storing known bytes again writes them again: their name is their content, so that this can only mend.
 */
public final class S3BlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3BlobStore.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final String BYTES = "application/octet-stream";

    private final S3Client client;
    private final S3Location location;

    private S3BlobStore(S3Client client, S3Location location) {
        this.client = client;
        this.location = location;
    }

    /** Opens a store with the credentials that the SDK finds. One that cannot be reached now is opened all the same. */
    static S3BlobStore open(S3Location location) throws IOException {
        return open(location, null);
    }

    static S3BlobStore open(S3Location location, @Nullable AwsCredentialsProvider credentials) throws IOException {
        Files.createDirectories(location.spool());
        S3BlobStore store = new S3BlobStore(client(location, credentials), location);
        try {
            store.requireBucket();
        } catch (BlobStoreUnavailableException e) {
            LOG.warn("{} It is used as soon as it answers.", e.getMessage());
        }
        return store;
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

    /** Lists what is not there: only the answer to a GET says whether it is the bucket or the credentials that are wrong. */
    private void requireBucket() throws IOException {
        ask(() -> client.listObjectsV2(request -> request.bucket(location.bucket())
                .prefix(location.prefix() + "nothing/").maxKeys(1)));
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
        ask(() -> client.putObject(
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
    public OptionalLong size(Sha256 hash) throws IOException {
        try {
            return OptionalLong.of(ask(() -> client.headObject(
                    request -> request.bucket(location.bucket()).key(keyOf(hash)))).contentLength());
        } catch (FileNotFoundException e) {
            // The answer to HEAD does not say whether it is the key or the bucket that is missing
            requireBucket();
            return OptionalLong.empty();
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

    private void delete(String key) throws IOException {
        try {
            ask(() -> client.deleteObject(request -> request.bucket(location.bucket()).key(key)));
        } catch (FileNotFoundException e) {
            LOG.debug("{} is removed already", key, e);
        }
    }

    private Optional<InputStream> get(String key, @Nullable String range) throws IOException {
        try {
            return Optional.of(new S3Stream(ask(() -> client.getObject(
                    request -> request.bucket(location.bucket()).key(key).range(range))), location));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** A request to the server, whose answer to it is a value. */
    private interface Request<R> {
        R send();
    }

    /**
     * Sends a request.
     *
     * @throws FileNotFoundException when the bucket has no such key
     * @throws EOFException when a range begins behind the end
     */
    private <R> R ask(Request<R> request) throws IOException {
        try {
            return request.send();
        } catch (AwsServiceException e) {
            if (S3Failures.isMissingKey(e)) {
                throw (IOException) new FileNotFoundException(e.getMessage()).initCause(e);
            }
            if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                throw (IOException) new EOFException(e.getMessage()).initCause(e);
            }
            throw S3Failures.of(e, location);
        } catch (SdkException e) {
            throw S3Failures.of(e, location);
        }
    }

    private String keyOf(Sha256 hash) {
        return location.prefix() + "sha256/" + hash.hex().substring(0, 2) + "/" + hash.hex();
    }

    private String keyOf(CacheKey key) {
        return location.prefix() + "memo/" + key.hex().substring(0, 2) + "/" + key.hex() + ".json";
    }

    private static InputStream newInput(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
