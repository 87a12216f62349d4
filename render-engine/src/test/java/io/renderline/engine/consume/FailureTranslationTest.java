package io.renderline.engine.consume;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTranslationTest {
    @Test
    void aFailureThatIsUnderstoodKeepsItsCodeAndSentence() {
        assertThat(FailureTranslation.of(new TaskFailedException(FailureCode.EMPTY_MODEL, "gear.step is empty.")))
                .isEqualTo(new Failure(FailureCode.EMPTY_MODEL, "gear.step is empty."));
    }

    @Test
    void aStoreOrDiskThatFailsIsTriedAgain() {
        Failure failure = FailureTranslation.of(new IOException("No space left on device"));

        assertThat(failure.code()).isEqualTo(FailureCode.STORAGE_UNAVAILABLE);
        assertThat(failure.code().isRetryable()).isTrue();
        assertThat(failure.message()).contains("No space left on device");
    }

    @Test
    void everythingElseIsADefectThatIsSaidToBeOne() {
        Failure failure = FailureTranslation.of(new IllegalStateException("nobody thought of this"));

        assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
        assertThat(failure.message()).contains("nobody thought of this", "report");
    }
}
