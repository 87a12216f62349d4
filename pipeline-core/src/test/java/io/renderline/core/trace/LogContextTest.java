package io.renderline.core.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

class LogContextTest {
    private static final UUID JOB = UUID.randomUUID();
    private static final UUID TASK = UUID.randomUUID();
    private static final TraceParent TRACE = TraceParent.begin();

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void everythingIsSaidUntilItIsClosed() {
        MDC.put("other", "stays");
        try (LogContext _ = LogContext.of(new TaskOrigin(JOB, TRACE)).task(TASK).worker("light-1")) {
            assertThat(MDC.getCopyOfContextMap()).containsEntry("traceId", TRACE.traceId())
                    .containsEntry("spanId", TRACE.spanId()).containsEntry("jobId", JOB.toString())
                    .containsEntry("taskId", TASK.toString()).containsEntry("workerId", "light-1")
                    .containsEntry("other", "stays");
            assertThat(LogContext.trace()).isEqualTo(TRACE);
        }
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("other", "stays"));
        assertThat(LogContext.trace()).isNull();
    }

    @Test
    void anInnerOneGivesBackWhatTheOuterOneSaid() {
        try (LogContext _ = LogContext.open().job(JOB)) {
            try (LogContext _ = LogContext.open().job(TASK)) {
                assertThat(MDC.get("jobId")).isEqualTo(TASK.toString());
            }
            assertThat(MDC.get("jobId")).isEqualTo(JOB.toString());
        }
    }

    @Test
    void whatIsSaidGoesAlongToAnotherThread() throws InterruptedException {
        Map<String, String> there = new HashMap<>();
        Runnable work;
        try (LogContext _ = LogContext.open().task(TASK)) {
            work = LogContext.carriedTo(() -> there.putAll(MDC.getCopyOfContextMap()));
        }

        Thread thread = Thread.ofPlatform().start(work);
        thread.join();

        assertThat(there).containsEntry("taskId", TASK.toString());
    }
}
