package io.renderline.worker.light;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.renderline.core.task.Queue;
import io.renderline.engine.settings.WorkerSettings;
import io.renderline.testing.TestBroker;
import io.renderline.testing.TestPython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The worker as an operator meets it: a process with environment variables, a health page and an end. */
class LightWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void itServesSmallPicturesAndWorkWithoutADevice() {
        new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer()).run(context -> {
            WorkerSettings worker = Binder.get(context.getEnvironment()).bind("renderline.worker", WorkerSettings.class)
                    .get();

            assertThat(worker.role()).isEqualTo("light");
            assertThat(worker.slots(0)).isEqualTo(Map.of(Queue.LIGHT, 2, Queue.CPU, 2));
        });
    }

    @Test
    void itBecomesReadyAndShowsItsMeters() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(folder, environment())) {
            awaitReady(worker);

            assertThat(worker.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(worker.get("/actuator/health/readiness").body()).contains("\"consuming\":true", "4.5.");
            assertThat(worker.get("/actuator/prometheus").body()).contains("renderline_pool_sessions");
        }
    }

    @Test
    void howeverItDiesNoProcessOfItStays() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(folder, environment())) {
            awaitReady(worker);
            List<ProcessHandle> engines = worker.process().descendants().toList();
            assertThat(engines).hasSizeGreaterThanOrEqualTo(2);

            worker.process().destroyForcibly();

            await().atMost(PATIENCE).until(() -> engines.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void itStopsInGoodOrderOnSigterm() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(folder, environment())) {
            awaitReady(worker);
            List<ProcessHandle> engines = worker.process().descendants().toList();

            worker.process().destroy();

            assertThat(worker.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(engines).noneMatch(ProcessHandle::isAlive);
            assertThat(worker.output()).doesNotContain("ERROR");
        }
    }

    @Test
    void withoutABrokerItSaysWhatToSet() throws Exception {
        Map<String, String> environment = environment();
        environment.remove("RENDERLINE_AMQP_URL");
        try (WorkerProcess worker = WorkerProcess.start(folder, environment)) {
            assertThat(worker.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(worker.process().exitValue()).isEqualTo(1);
            assertThat(worker.output()).contains("renderline.amqp.url is not set. Set RENDERLINE_AMQP_URL");
        }
    }

    @Test
    void aWorkerThatMustHaveAGpuEndsWhereThereIsNone() throws Exception {
        Map<String, String> environment = environment();
        environment.put("RENDERLINE_WORKER_DEVICE", "gpu");
        environment.put("CUDA_VISIBLE_DEVICES", "");
        try (WorkerProcess worker = WorkerProcess.start(folder, environment)) {
            assertThat(worker.process().waitFor(60, TimeUnit.SECONDS)).isTrue();

            assertThat(worker.process().exitValue()).isEqualTo(1);
            assertThat(worker.output()).contains("Blender finds no GPU");
        }
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of("RENDERLINE_AMQP_URL", TestBroker.url().toString(), "RENDERLINE_HOME",
                folder.toString(), "RENDERLINE_ENGINE_PYTHON", TestPython.executable().toString(),
                "RENDERLINE_WORKER_DEVICE", "cpu"));
    }

    private static void awaitReady(WorkerProcess worker) {
        await().atMost(PATIENCE).until(() -> worker.get("/actuator/health/readiness").status() == 200);
    }
}
