package io.renderline.api.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;

/**
 * The ten models whose pictures took an engine longest, within the last day. Only so many are told apart, since every value
 * of a label is a time series of its own.
 */
@Component
class SlowestModels {
    private static final Logger LOG = LoggerFactory.getLogger(SlowestModels.class);
    private static final int SHARE = 100;

    private final JdbcClient sql;
    private final Clock clock;
    private final MultiGauge gauge;
    private volatile Instant next = Instant.EPOCH;

    SlowestModels(JdbcClient sql, Clock clock, MeterRegistry meters) {
        this.sql = sql;
        this.clock = clock;
        this.gauge = MultiGauge.builder("renderline.slowest.models").baseUnit("seconds")
                .description("Mean engine time of a picture, for the ten slowest models of the last day")
                .register(meters);
    }

    private record SlowModel(String name, double seconds) {}

    @Scheduled(fixedDelayString = "${renderline.meters.models-interval:30s}")
    void refresh() {
        Instant begun = clock.instant();
        if (begun.isBefore(next)) {
            return;
        }
        try {
            List<MultiGauge.Row<?>> rows = slowest().stream().<MultiGauge.Row<?>>map(
                    model -> MultiGauge.Row.of(Tags.of("model", model.name()), model.seconds())).toList();
            gauge.register(rows, true);
        } catch (DataAccessException e) {
            LOG.debug("The slowest models could not be found", e);
        }
        Instant done = clock.instant();
        next = done.plus(Duration.between(begun, done).multipliedBy(SHARE));
    }

    /**
     * Of the newest thousand jobs only, however many there were. Only the requests of those are read that have made something,
     * since one may be large.
     */
    private List<SlowModel> slowest() {
        return sql.sql("""
                WITH recent AS (SELECT id FROM job
                                WHERE state = 'SUCCEEDED' AND created_at > now() - interval '1 day'
                                ORDER BY created_at DESC, id DESC LIMIT 1000),
                made AS (SELECT recent.id, sum(task.engine_ms) AS engine_ms, count(*) AS pictures
                         FROM recent JOIN job_task ON job_task.job_id = recent.id AND job_task.deliverable
                                                  AND NOT job_task.cached
                         JOIN task ON task.id = job_task.task_id
                         WHERE task.engine_ms IS NOT NULL
                         GROUP BY recent.id),
                slow AS (SELECT job.request ->> 'model' AS model,
                                sum(made.engine_ms) / sum(made.pictures) / 1000.0 AS seconds
                         FROM made JOIN job ON job.id = made.id
                         GROUP BY model ORDER BY seconds DESC LIMIT 10)
                SELECT left(coalesce(asset.filename, 'unnamed'), 60) || ' (' || left(slow.model, 8) || ')' AS name,
                       slow.seconds
                FROM slow JOIN media_asset asset ON asset.id = slow.model::uuid""")
                .query((row, number) -> new SlowModel(row.getString("name"), row.getDouble("seconds")))
                .list();
    }
}
