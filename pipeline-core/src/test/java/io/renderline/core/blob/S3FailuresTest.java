package io.renderline.core.blob;

import java.io.IOException;
import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Which answers of a server are a person's to mend, and which may be others in a while. */
class S3FailuresTest {
    private static final S3Location PICTURES = S3Location
            .parse(URI.create("s3://pictures/renderline?region=eu-west-1"));

    @ParameterizedTest
    @CsvSource({"404, NoSuchBucket, no bucket 'pictures'", "403, SignatureDoesNotMatch, (SignatureDoesNotMatch)",
            "404, NoSuchUser, (NoSuchUser)", "404, , (without a reason)", "301, PermanentRedirect, region eu-west-1"})
    void whatSomebodyHasToMendIsSaid(int status, @Nullable String code, String sentence) {
        assertThat(S3Failures.of(answer(status, code), PICTURES)).isInstanceOf(BlobStoreUnusableException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"500, InternalError", "503, SlowDown", "400, RequestTimeout"})
    void whatMayPassIsTriedAgain(int status, String code) {
        assertThat(S3Failures.of(answer(status, code), PICTURES)).isInstanceOf(BlobStoreUnavailableException.class)
                .hasMessageContaining("answers " + status + " " + code);
    }

    @Test
    void withoutAnAnswerTheServerIsAwayUnlessThereIsNothingToSignWith() {
        IOException away = S3Failures.of(SdkClientException.create("Connect to 10.0.0.1 refused"), PICTURES);
        IOException anonymous = S3Failures.of(
                SdkClientException.create("Unable to load credentials from any of the providers"), PICTURES);

        assertThat(away).isInstanceOf(BlobStoreUnavailableException.class).hasMessageContaining("10.0.0.1 refused");
        assertThat(anonymous).isInstanceOf(BlobStoreUnusableException.class)
                .hasMessageContaining("AWS_ACCESS_KEY_ID");
    }

    /** Everything else would declare sound contents lost. */
    @Test
    void onlyAKeyThatIsSaidToBeMissingIsMissing() {
        assertThat(S3Failures.isMissingKey(answer(404, "NoSuchKey"))).isTrue();
        assertThat(S3Failures.isMissingKey(NoSuchKeyException.builder().build())).isTrue();
        assertThat(S3Failures.isMissingKey(answer(404, "NoSuchBucket"))).isFalse();
        assertThat(S3Failures.isMissingKey(answer(404, null))).isFalse();
        assertThat(S3Failures.isMissingKey(answer(403, "NoSuchKey"))).isFalse();
    }

    private static AwsServiceException answer(int status, @Nullable String code) {
        AwsServiceException.Builder answer = S3Exception.builder().statusCode(status);
        return (code == null
                ? answer
                : answer.awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())).build();
    }
}
