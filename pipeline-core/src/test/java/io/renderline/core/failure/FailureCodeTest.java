package io.renderline.core.failure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailureCodeTest {
    @ParameterizedTest
    @EnumSource(names = {"ENGINE_CRASHED", "ENGINE_ERROR", "OUT_OF_MEMORY", "TIMEOUT", "STORAGE_UNAVAILABLE",
            "INPUT_LOST", "OUTPUT_LOST", "WORKER_LOST", "ENGINE_VERSION_MISMATCH", "ENCODER_MISSING", "GPU_FAILED",
            "GPU_ENCODER_MISSING"})
    void whatMayPassIsTriedAgain(FailureCode code) {
        assertThat(code.isRetryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREADABLE_MODEL", "UNSUPPORTED_MODEL", "EMPTY_MODEL", "MISSING_PARTS", "UNSUITABLE_STUDIO",
            "INVALID_PARAMETERS", "GPU_REQUIRED", "CONTENT_LOST", "WORKER_CRASHED"})
    void whatWouldEndTheSameWayAgainIsNot(FailureCode code) {
        assertThat(code.isRetryable()).isFalse();
    }
}
