package io.renderline.core.trace;

import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every line of the log says that is written about a piece of work, until this is closed: {@code traceId},
 * {@code spanId}, {@code jobId}, {@code taskId}, {@code workerId}. Closing restores what was said before. For one thread.
 */
public final class LogContext implements AutoCloseable {
    private static final String TRACE = "traceId";
    private static final String SPAN = "spanId";
    private static final String JOB = "jobId";
    private static final String TASK = "taskId";
    private static final String WORKER = "workerId";

    private final @Nullable Map<String, String> before = MDC.getCopyOfContextMap();

    private LogContext() {}

    /** What is said now, to add to. */
    public static LogContext open() {
        return new LogContext();
    }

    /** About work of this job and trace. */
    public static LogContext of(@Nullable TaskOrigin origin) {
        LogContext context = new LogContext();
        return origin == null ? context : context.job(origin.jobId()).trace(origin.trace());
    }

    public LogContext trace(@Nullable TraceParent trace) {
        if (trace != null) {
            MDC.put(TRACE, trace.traceId());
            MDC.put(SPAN, trace.spanId());
        }
        return this;
    }

    public LogContext job(UUID job) {
        MDC.put(JOB, job.toString());
        return this;
    }

    public LogContext task(UUID task) {
        MDC.put(TASK, task.toString());
        return this;
    }

    public LogContext worker(String name) {
        MDC.put(WORKER, name);
        return this;
    }

    /** Lets {@code work}, on whichever thread it runs, say what the calling thread says now. */
    public static Runnable carriedTo(Runnable work) {
        Map<String, String> said = MDC.getCopyOfContextMap();
        return () -> {
            try (LogContext _ = open()) {
                if (said != null) {
                    MDC.setContextMap(said);
                }
                work.run();
            }
        };
    }

    /** The step of a trace that the calling thread is at; null when it follows none. */
    public static @Nullable TraceParent trace() {
        String trace = MDC.get(TRACE);
        String span = MDC.get(SPAN);
        return trace == null || span == null ? null : new TraceParent(trace, span, "01");
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}
