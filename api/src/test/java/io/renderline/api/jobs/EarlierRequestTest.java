package io.renderline.api.jobs;

import java.util.List;
import java.util.Objects;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import io.renderline.api.outputs.OutputKind;
import io.renderline.api.outputs.PictureSettings;
import io.renderline.api.outputs.ViewAngle;
import io.renderline.api.settings.DatabaseAddress;
import io.renderline.api.tasks.Priority;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that were accepted before a picture's settings stood in one place can still be retried. */
class EarlierRequestTest {
    private static final String BEFORE_OUTPUT_TYPES = "4";

    @Test
    void anEarlierRequestIsReadAsWhatItWas() {
        DatabaseAddress address = DatabaseAddress.parse(TestDatabase.newDatabase());
        DriverManagerDataSource database = new DriverManagerDataSource(address.jdbcUrl(),
                Objects.requireNonNull(address.user()),
                Objects.requireNonNull(address.password()));
        FluentConfiguration migrations = Flyway.configure().dataSource(database);
        migrations.target(BEFORE_OUTPUT_TYPES).load().migrate();
        JdbcClient sql = JdbcClient.create(database);
        sql.sql("""
                INSERT INTO job (id, kind, state, priority, request) VALUES (gen_random_uuid(), 'still', 'FAILED', 2,
                '{"model": "7c1c1d5e-0000-4000-8000-000000000000", "width": 640, "height": 480, "seed": 9,
                  "views": [{"azimuth": 10.5, "elevation": -20}], "samples": null, "format": "exr", "transparent": true,
                  "denoise": false, "priority": "high", "device": "cpu"}')""").update();

        migrations.target("latest").load().migrate();

        String kept = sql.sql("SELECT request::text FROM job").query(String.class).single();
        assertThat(RequestJson.read("still", kept)).isInstanceOfSatisfying(StillJob.class, job -> {
            assertThat(job.model()).hasToString("7c1c1d5e-0000-4000-8000-000000000000");
            assertThat(job.seed()).isEqualTo(9);
            assertThat(job.picture()).isEqualTo(new PictureSettings(OutputKind.STILL, 640, 480,
                    List.of(new ViewAngle(null, 10.5, -20)), null, ImageFormat.EXR, true, false, DevicePolicy.CPU,
                    Priority.HIGH));
        });
    }
}
