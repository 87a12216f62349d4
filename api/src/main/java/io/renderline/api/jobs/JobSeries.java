package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.outputs.OutputType;
import io.renderline.api.tasks.FairTurns;
import io.renderline.api.tasks.JobMeters;
import io.renderline.api.tasks.Priority;
import io.renderline.api.tasks.ScheduledJob;
import io.renderline.api.tasks.TaskScheduler;
import io.renderline.api.web.ProblemException;

/**
 * Makes many jobs at once, in the transaction of whatever wants them: they share what is looked up, and all of them take the
 * few statements that one takes.
 */
@Service
public class JobSeries {
    private final JdbcClient sql;
    private final JobPlanner planner;
    private final JobRows rows;
    private final TaskScheduler scheduler;
    private final JobMeters meters;

    JobSeries(JdbcClient sql, JobPlanner planner, JobRows rows, TaskScheduler scheduler, JobMeters meters) {
        this.sql = sql;
        this.planner = planner;
        this.rows = rows;
        this.scheduler = scheduler;
        this.meters = meters;
    }

    /**
     * Pictures of a product.
     *
     * @param priority null: that of the output type
     * @param again a job for the same that has ended, to be done again; null: a new one
     */
    public record Wanted(ProductModel product, OutputType type, @Nullable Priority priority, @Nullable UUID again) {}

    /** What came of a wish. */
    public sealed interface Outcome {
        /** There is a job for it. */
        record Accepted(UUID job) implements Outcome {}

        /** It cannot be made, for the reason that {@code code} and {@code message} tell. */
        record Refused(String code, String message) implements Outcome {}
    }

    /**
     * Makes jobs.
     *
     * @param turns the fair turns of whoever wants them, which this takes further
     * @param ofMany whether more was asked for at once than can be urgent
     * @return for each wish what came of it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Outcome> submit(List<Wanted> wishes, FairTurns turns, boolean ofMany) {
        Set<UUID> ended = lockEnded(wishes.stream().map(Wanted::again).filter(Objects::nonNull).toList());
        List<Outcome> outcomes = new ArrayList<>();
        Map<UUID, RequestedJob> fresh = new LinkedHashMap<>();
        List<ScheduledJob> first = new ArrayList<>();
        List<ScheduledJob> again = new ArrayList<>();
        for (Wanted wish : wishes) {
            if (wish.again() != null && !ended.contains(wish.again())) {
                // Somebody has done it again already
                outcomes.add(new Outcome.Accepted(wish.again()));
                continue;
            }
            RequestedJob requested = RequestedJob.of(wish.product(), wish.type(), wish.priority());
            UUID id = wish.again() == null ? UUID.randomUUID() : wish.again();
            ScheduledJob job;
            try {
                job = new ScheduledJob(id, requested.request().priority(), ofMany,
                        planner.plan(requested.request()));
            } catch (ProblemException e) {
                outcomes.add(new Outcome.Refused(e.code().name(), e.detail()));
                continue;
            }
            outcomes.add(new Outcome.Accepted(id));
            if (wish.again() == null) {
                fresh.put(id, requested);
                first.add(job);
            } else {
                renew(id, requested);
                again.add(job);
            }
        }
        if (!fresh.isEmpty()) {
            rows.insert(fresh);
        }
        scheduler.schedule(first, turns);
        scheduler.reschedule(again, turns);
        fresh.values().forEach(requested -> meters.submitted(requested.request().kind()));
        return outcomes;
    }

    /** Those of the jobs that can be done again, locked until the transaction ends. */
    private Set<UUID> lockEnded(List<UUID> jobs) {
        return jobs.isEmpty()
                ? Set.of()
                : new HashSet<>(
                        sql.sql("""
                                SELECT id FROM job WHERE id IN (:jobs) AND state IN ('FAILED', 'CANCELLED') ORDER BY id FOR UPDATE""")
                                .param("jobs", jobs)
                                .query((row, number) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
                                .list());
    }

    /** The product may have other files by now, and the job is made of those. */
    private void renew(UUID job, RequestedJob requested) {
        ProductModel product = Objects.requireNonNull(requested.subject().product());
        sql.sql("UPDATE job SET request = ?::jsonb, product_revision = ?, geometry_source = ? WHERE id = ?")
                .param(RequestJson.write(requested.request())).param(product.revision())
                .param(product.source().label()).param(job).update();
    }
}
