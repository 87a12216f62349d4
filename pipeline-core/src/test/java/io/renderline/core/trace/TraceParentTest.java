package io.renderline.core.trace;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TEXT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    @Test
    void aHeaderIsReadAndWritten() {
        TraceParent read = TraceParent.parse(TEXT).orElseThrow();

        assertThat(read).isEqualTo(new TraceParent(TRACE, "00f067aa0ba902b7", "01"));
        assertThat(read.text()).isEqualTo(TEXT);
    }

    @Test
    void whoDoesNotWantATraceRecordedIsHeardAtEachStep() {
        TraceParent read = TraceParent.parse("00-" + TRACE + "-00f067aa0ba902b7-00").orElseThrow();

        assertThat(read.flags()).isEqualTo("00");
        assertThat(read.next().flags()).isEqualTo("00");
    }

    @Test
    void aLaterVersionMayHaveMoreFields() {
        assertThat(TraceParent.parse("cc-" + TRACE + "-00f067aa0ba902b7-01-what-comes-next")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", TEXT + "-more", "ff-" + TRACE + "-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-" + TRACE + "-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", "00-" + TRACE + "-00f067aa0ba902b7"})
    void whatIsNotValidBeginsATrace(String text) {
        assertThat(TraceParent.parse(text)).isEmpty();
    }

    @Test
    void theNextStepIsOfTheSameTrace() {
        TraceParent first = TraceParent.begin();

        TraceParent next = first.next();

        assertThat(TraceParent.parse(first.text())).contains(first);
        assertThat(next.traceId()).isEqualTo(first.traceId());
        assertThat(next.spanId()).isNotEqualTo(first.spanId());
    }

    @Test
    void anOriginTravelsInHeaders() {
        TaskOrigin origin = new TaskOrigin(UUID.randomUUID(), TraceParent.begin());

        assertThat(TaskOrigin.ofHeaders(origin.headers())).isEqualTo(origin);
        assertThat(TaskOrigin.ofHeaders(new TaskOrigin(origin.jobId(), null).headers()))
                .isEqualTo(new TaskOrigin(origin.jobId(), null));
        assertThat(TaskOrigin.ofHeaders(java.util.Map.of())).isNull();
        assertThat(TaskOrigin.ofHeaders(java.util.Map.of("renderline-job", "nobody"))).isNull();
    }
}
