package io.renderline.core.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a task is followed by: the job that it was made for, and where it stands in the trace of the request that made the
 * job. Jobs that share the task came later and are not named.
 */
public record TaskOrigin(UUID jobId, @Nullable TraceParent trace) {
    private static final String JOB_HEADER = "renderline-job";

    /** The headers of a message about the task. */
    public Map<String, Object> headers() {
        Map<String, Object> headers = new HashMap<>();
        headers.put(JOB_HEADER, jobId.toString());
        if (trace != null) {
            headers.put(TraceParent.HEADER, trace.text());
        }
        return headers;
    }

    /** What {@link #headers} says; null when a message has none of them, or nonsense. */
    public static @Nullable TaskOrigin ofHeaders(Map<String, ?> headers) {
        Object job = headers.get(JOB_HEADER);
        if (job == null) {
            return null;
        }
        try {
            Object trace = headers.get(TraceParent.HEADER);
            return new TaskOrigin(UUID.fromString(job.toString()),
                    trace == null ? null : TraceParent.parse(trace.toString()).orElse(null));
        } catch (IllegalArgumentException e) {
            // Somebody else's header: the message counts, not this
            return null;
        }
    }

    /** The same work, one step on. */
    public TaskOrigin next() {
        return trace == null ? this : new TaskOrigin(jobId, trace.next());
    }
}
