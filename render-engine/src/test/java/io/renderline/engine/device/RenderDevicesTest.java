package io.renderline.engine.device;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Lane;
import io.renderline.engine.process.EngineAnswer.Device;
import io.renderline.engine.settings.DeviceSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RenderDevicesTest {
    private static final Device OPTIX = new Device("OPTIX", "NVIDIA H200", "CUDA_NVIDIA H200_0000:0a:00_OptiX",
            "570.1");
    private static final Device CUDA = new Device("CUDA", "NVIDIA H200", "CUDA_NVIDIA H200_0000:0a:00", "570.1");
    private static final Device CPU = new Device("CPU", "A processor", "CPU", null);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"AUTO,AUTO,GPU", "AUTO,GPU,GPU", "AUTO,CPU,CPU", "GPU,AUTO,GPU", "GPU,GPU,GPU", "GPU,CPU,CPU",
            "CPU,AUTO,CPU", "CPU,CPU,CPU"})
    void withAGpu(DevicePolicy worker, DevicePolicy job, DevicePolicy granted) throws IOException {
        assertThat(devices(worker, OPTIX, CPU).grant(job).policy()).isEqualTo(granted);
    }

    @ParameterizedTest
    @CsvSource({"AUTO,AUTO,CPU", "AUTO,CPU,CPU", "CPU,AUTO,CPU", "CPU,CPU,CPU"})
    void withoutAGpu(DevicePolicy worker, DevicePolicy job, DevicePolicy granted) throws IOException {
        assertThat(devices(worker, CPU).grant(job).policy()).isEqualTo(granted);
    }

    @Test
    void aJobThatAsksForAGpuNeverGetsTheProcessor() {
        assertGpuRequired(() -> devices(DevicePolicy.AUTO, CPU).grant(DevicePolicy.GPU));
        assertGpuRequired(() -> devices(DevicePolicy.CPU, OPTIX, CPU).grant(DevicePolicy.GPU));
    }

    @Test
    void aWorkerThatMayOnlyUseAGpuDoesNotStartWithoutOne() {
        assertGpuRequired(() -> devices(DevicePolicy.GPU, CPU));
    }

    @Test
    void optixAndCudaAreOneCard() throws Exception {
        DeviceLock.Held held = devices(DevicePolicy.AUTO, OPTIX, CPU).grant(DevicePolicy.AUTO).lock()
                .acquire(Lane.ORDINARY);

        assertThat(folder).isDirectoryContaining("glob:**/CUDA_NVIDIA_H200_0000_0a_00.lock");
        assertThat(devices(DevicePolicy.AUTO, CUDA, CPU).grant(DevicePolicy.AUTO).lock()).isNotNull();
        assertThat(folder.toFile().list()).hasSize(1);
        held.close();
    }

    @Test
    void theHeartbeatTellsOfAll() throws IOException {
        assertThat(devices(DevicePolicy.AUTO, OPTIX, CPU).described()).containsExactly(
                new DeviceUsed("gpu", "OPTIX", "NVIDIA H200", "570.1"),
                new DeviceUsed("cpu", "CPU", "A processor", null));
    }

    private RenderDevices devices(DevicePolicy worker, Device... found) throws IOException {
        return RenderDevices.of(List.of(found), worker, new DeviceSettings(folder, 1));
    }

    private static void assertGpuRequired(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(call)
                .satisfies(failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.GPU_REQUIRED));
    }
}
