package io.renderline.api.jobs;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.renderline.api.idempotency.Accepted;
import io.renderline.api.idempotency.IdempotencyKey;
import io.renderline.api.tasks.JobCancellation;
import io.renderline.api.tasks.JobEndWatch;
import io.renderline.api.tasks.JobState;
import io.renderline.api.web.ListQuery;
import io.renderline.api.web.NewestCursor;
import io.renderline.api.web.PathId;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

/** Jobs over HTTP. */
@RestController
class JobController {
    private static final int MAX_PAGE = 200;
    private static final int MAX_WAIT_SECONDS = 60;

    private final JobRequestReader reader;
    private final JobSubmission submission;
    private final JobCancellation cancellation;
    private final JobRetry retry;
    private final JobReader jobs;
    private final JobTaskReader tasks;
    private final JobEndWatch ends;

    JobController(JobRequestReader reader, JobSubmission submission, JobCancellation cancellation, JobRetry retry,
            JobReader jobs, JobTaskReader tasks, JobEndWatch ends) {
        this.reader = reader;
        this.submission = submission;
        this.cancellation = cancellation;
        this.retry = retry;
        this.jobs = jobs;
        this.tasks = tasks;
        this.ends = ends;
    }

    @PostMapping(path = "/v1/jobs", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobView> submit(HttpServletRequest body,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String idempotencyKey)
            throws IOException {
        Optional<String> key = IdempotencyKey.parse(idempotencyKey);
        Accepted accepted = submission.submit(reader.read(body.getInputStream()), key);
        return accepted.answer(path(accepted.id())).body(view(accepted.id()));
    }

    @GetMapping("/v1/jobs")
    JobPage list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        int size = ListQuery.limit(limit, MAX_PAGE);
        return jobs.page(ListQuery.state(state, JobState.values()), kind,
                cursor == null ? NewestCursor.START : NewestCursor.parse(cursor), size);
    }

    /** @param wait for the job's end, at most so many seconds; then the job is told as it is */
    @GetMapping("/v1/jobs/{id}")
    JobView job(@PathVariable String id, @RequestParam(defaultValue = "0") int wait) throws InterruptedException {
        if (wait < 0 || wait > MAX_WAIT_SECONDS) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST,
                    "wait is " + wait + "; it must be from 0 to " + MAX_WAIT_SECONDS + " seconds.");
        }
        Optional<UUID> job = PathId.parse(id);
        if (wait > 0 && job.isPresent()) {
            ends.await(job.get(), Duration.ofSeconds(wait));
        }
        return job.flatMap(jobs::find).orElseThrow(() -> unknown(id));
    }

    @GetMapping("/v1/jobs/{id}/tasks")
    List<TaskView> tasks(@PathVariable String id) {
        return tasks.tasks(known(id));
    }

    /** Ends the job now. What it shares with other jobs goes on. */
    @PostMapping("/v1/jobs/{id}/cancel")
    ResponseEntity<JobView> cancel(@PathVariable String id) {
        UUID job = known(id);
        if (!cancellation.cancel(job)) {
            throw wrongState(id, view(job).state(), "only a QUEUED or RUNNING one can be cancelled");
        }
        return ResponseEntity.accepted().location(path(job)).body(view(job));
    }

    /** Does what failed again. */
    @PostMapping("/v1/jobs/{id}/retry")
    ResponseEntity<JobView> retry(@PathVariable String id) {
        UUID job = known(id);
        JobState before = retry.retry(job).orElseThrow(() -> unknown(id));
        if (!JobRetry.isRetryable(before)) {
            throw wrongState(id, before, "only a FAILED or CANCELLED one can be retried");
        }
        return ResponseEntity.accepted().location(path(job)).body(view(job));
    }

    private UUID known(String id) {
        return PathId.parse(id).filter(jobs::exists).orElseThrow(() -> unknown(id));
    }

    private JobView view(UUID job) {
        return jobs.find(job).orElseThrow(() -> unknown(job.toString()));
    }

    private static URI path(UUID job) {
        return URI.create("/v1/jobs/" + job);
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(ProblemCode.UNKNOWN_JOB, "No job has the id '" + id + "'.");
    }

    private static ProblemException wrongState(String id, JobState state, String rule) {
        return new ProblemException(ProblemCode.WRONG_JOB_STATE,
                "Job " + id + " is " + state + "; " + rule + ".");
    }
}
