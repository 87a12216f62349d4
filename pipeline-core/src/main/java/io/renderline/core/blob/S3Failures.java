package io.renderline.core.blob;

import java.io.IOException;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Says what an S3 server or the way to it has against a request, and what to do. */
final class S3Failures {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int MOVED = 301;

    private S3Failures() {}

    static IOException of(SdkException thrown, S3Location location) {
        if (thrown instanceof AwsServiceException answer) {
            return ofAnswer(answer, location);
        }
        String said = String.valueOf(thrown.getMessage());
        if (said.contains("load credentials")) {
            return new BlobStoreUnusableException("There are no credentials for " + location.label()
                    + ". Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role.", thrown);
        }
        return new BlobStoreUnavailableException("The blob store, " + location.label() + ", cannot be reached (" + said
                + "). Check that it runs and that RENDERLINE_BLOB_URL names its endpoint.", thrown);
    }

    /**
     * Whether the answer is that there is no such key. Taking another 404 for that, of a bucket or a user that is not there,
     * would declare sound contents lost; only the answer to HEAD, which has no body, leaves it open.
     */
    static boolean isMissingKey(AwsServiceException answer) {
        return answer instanceof NoSuchKeyException
                || (answer.statusCode() == NOT_FOUND && "NoSuchKey".equals(codeOf(answer)));
    }

    private static IOException ofAnswer(AwsServiceException answer, S3Location location) {
        String code = codeOf(answer);
        int status = answer.statusCode() == NOT_FOUND && !"NoSuchBucket".equals(code) ? FORBIDDEN : answer.statusCode();
        return switch (status) {
            case NOT_FOUND -> new BlobStoreUnusableException("The blob store has no bucket '" + location.bucket()
                    + "'. Make it, or correct RENDERLINE_BLOB_URL.", answer);
            case FORBIDDEN ->
                new BlobStoreUnusableException("The blob store refuses its use of " + location.label() + " ("
                        + code
                        + "). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may list, read and write"
                        + " it.", answer);
            case MOVED -> new BlobStoreUnusableException("The bucket '" + location.bucket() + "' is not in the region "
                    + location.region() + ". Set ?region= in RENDERLINE_BLOB_URL.", answer);
            default -> new BlobStoreUnavailableException("The blob store, " + location.label() + ", answers "
                    + answer.statusCode() + " " + code + ".", answer);
        };
    }

    private static String codeOf(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                ? "without a reason"
                : String.valueOf(answer.awsErrorDetails().errorCode());
    }
}
