package io.renderline.engine.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RenderlineSettingsTest {
    private static final Map<String, String> SMALLEST = Map.of("renderline.amqp.url",
            "amqp://guest:guest@127.0.0.1:5672",
            "renderline.blob.url", "file:/tmp/blobs", "renderline.work-dir", "/tmp/work", "renderline.engine.python",
            "/bin/sh", "renderline.worker.slots.light", "2");

    @Test
    void whatIsNotSetHasADefault() {
        RenderlineSettings settings = bind(SMALLEST);

        assertThat(settings.worker().slots(0)).isEqualTo(Map.of(Queue.LIGHT, 2));
        assertThat(settings.worker().device()).isEqualTo(DevicePolicy.AUTO);
        assertThat(settings.worker().heartbeat()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.engine().fork()).isTrue();
        assertThat(settings.pool().maxSessions()).isEqualTo(4);
        assertThat(settings.pool().maxMemory()).isEqualTo(DataSize.ofGigabytes(4));
        assertThat(settings.device().cpuConcurrency()).isEqualTo(1);
        assertThat(settings.device().lockDir())
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "renderline-locks"));
    }

    @Test
    void aUrlIsTakenAsItIsWritten() {
        RenderlineSettings settings = bind(with("renderline.blob.url", "file:/tmp/my%20blobs"));

        assertThat(settings.blob().address().getPath()).isEqualTo("/tmp/my blobs");
    }

    @Test
    void aQueueCanHaveASlotForEachGpu() {
        WorkerSettings worker = bind(with("renderline.worker.slots.heavy", "auto")).worker();

        assertThat(worker.slots(4)).isEqualTo(Map.of(Queue.LIGHT, 2, Queue.HEAVY, 4));
        assertThat(worker.slots(0)).isEqualTo(Map.of(Queue.LIGHT, 2, Queue.HEAVY, 1));
    }

    @Test
    void aQueueWithoutSlotsIsNotServed() {
        RenderlineSettings settings = bind(with("renderline.worker.slots.heavy", "0"));

        assertThat(settings.worker().slots()).containsOnlyKeys(Queue.LIGHT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            renderline.amqp.url              |             | RENDERLINE_AMQP_URL
            renderline.amqp.url              | http://a    | must be amqp or amqps
            renderline.amqp.confirm-timeout  | 0s          | longer than nothing
            renderline.blob.url              |             | RENDERLINE_BLOB_URL
            renderline.blob.url              | /tmp/blobs  | has no scheme
            renderline.blob.url              | ftp://a/b   | no kind of store that is known
            renderline.blob.url              | s3://bkt?spol=/ | the option 'spol'
            renderline.blob.url              | file:/a b   | Illegal character in path at character 7
            renderline.work-dir              |             | RENDERLINE_WORK_DIR
            renderline.engine.python         |             | RENDERLINE_ENGINE_PYTHON
            renderline.engine.python         | /no/python  | '/no/python', where no executable file is
            renderline.ffmpeg                | /no/ffmpeg  | '/no/ffmpeg', where no executable file is
            renderline.engine.start-timeout  | -1s         | longer than nothing
            renderline.worker.slots.light    | 0           | serves no queue
            renderline.worker.slots.light    | -1          | -1 slots
            renderline.worker.slots.light    | many        | 'many' slots
            renderline.worker.express-slots  | -1          | renderline.worker.express-slots is -1
            renderline.worker.role           | Light!      | renderline.worker.role is 'Light!'
            renderline.worker.grace          | -1s         | cannot be negative
            renderline.worker.heartbeat      | 0s          | longer than nothing
            renderline.pool.max-sessions     | 0           | must be at least 1
            renderline.pool.max-memory       | 0MB         | must be at least 1
            renderline.device.cpu-concurrency| 0           | must be at least 1
            renderline.input-cache.max-size  | 0MB         | must be at least 1
            """)
    void aSettingThatCannotBeIsRefusedWithASentence(String property, String value, String sentence) {
        Map<String, String> properties = value == null ? without(property) : with(property, value);

        assertThatThrownBy(() -> bind(properties)).rootCause().isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void anUnknownDeviceIsRefused() {
        assertThatThrownBy(() -> bind(with("renderline.worker.device", "tpu"))).hasStackTraceContaining("tpu");
    }

    private static RenderlineSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("renderline",
                RenderlineSettings.class);
    }

    private static Map<String, String> with(String property, String value) {
        Map<String, String> changed = new HashMap<>(SMALLEST);
        changed.put(property, value);
        return changed;
    }

    private static Map<String, String> without(String property) {
        Map<String, String> changed = new HashMap<>(SMALLEST);
        changed.remove(property);
        return changed;
    }
}
