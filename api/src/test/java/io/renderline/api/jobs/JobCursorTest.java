package io.renderline.api.jobs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.renderline.api.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JobCursorTest {
    @Test
    void aCursorComesBackToTheMicrosecondAndNeedsNoEscapingInAUrl() {
        JobCursor cursor = new JobCursor(Instant.parse("2026-11-21T08:00:33.123456Z"), UUID.randomUUID());

        assertThat(JobCursor.parse(cursor.text())).isEqualTo(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "a", "2026-11-21", "2026-11-21T08:00:33Z x", "yesterday 1-1-1-1-1"})
    void whatIsNoCursorIsRefused(String text) {
        String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> JobCursor.parse(encoded));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> JobCursor.parse(text));
    }
}
