package io.renderline.api.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NewestCursorTest {
    @Test
    void aCursorComesBackToTheMicrosecondAndNeedsNoEscapingInAUrl() {
        NewestCursor cursor = new NewestCursor(Instant.parse("2026-11-21T08:00:33.123456Z"), UUID.randomUUID());

        assertThat(NewestCursor.parse(cursor.text())).isEqualTo(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "a", "2026-11-21", "2026-11-21T08:00:33Z x", "yesterday 1-1-1-1-1"})
    void whatIsNoCursorIsRefused(String text) {
        String encoded = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> NewestCursor.parse(encoded));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> NewestCursor.parse(text));
    }
}
