package io.renderline.core.blob;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Asks an S3 server, and says what is the matter where it does not answer as it should. */
record S3Requests(S3Client client, S3Location location) {
    private static final int RANGE_NOT_SATISFIABLE = 416;
    /** The most that a server lists at once. */
    private static final int LONGEST_LIST = 1000;

    /**
     * Sends a request.
     *
     * @throws FileNotFoundException when the bucket has no such key
     * @throws EOFException when a range begins behind the end
     */
    <R> R ask(Function<S3Client, R> request) throws IOException {
        try {
            return request.apply(client);
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

    /** Lists what is not there: only the answer to a GET says whether it is the bucket or the credentials that are wrong. */
    void requireBucket() throws IOException {
        list(location.prefix() + "nothing/", null, 1);
    }

    /** What lies behind {@code after}, or from the first one on. S3 lists keys in the order of their bytes. */
    <N> List<StoreEntry<N>> page(StoredNames<N> names, @Nullable String after, int most) throws IOException {
        String folder = location.prefix() + names.folder() + "/";
        String start = after == null ? null : location.prefix() + names.pathOf(after);
        List<StoreEntry<N>> page = new ArrayList<>();
        boolean more = true;
        while (more && page.size() < most) {
            ListObjectsV2Response answer = list(folder, start, Math.min(LONGEST_LIST, most - page.size()));
            for (S3Object object : answer.contents()) {
                names.at(object.key().substring(folder.length())).ifPresent(
                        name -> page.add(new StoreEntry<>(name, object.size(), object.lastModified())));
                start = object.key();
            }
            more = answer.isTruncated() && !answer.contents().isEmpty();
        }
        return page;
    }

    private ListObjectsV2Response list(String prefix, @Nullable String after, int most) throws IOException {
        return ask(s3 -> s3.listObjectsV2(
                request -> request.bucket(location.bucket()).prefix(prefix).startAfter(after).maxKeys(most)));
    }
}
