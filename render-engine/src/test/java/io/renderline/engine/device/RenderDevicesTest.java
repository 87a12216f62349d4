package io.renderline.engine.device;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import io.renderline.engine.device.DeviceLock.Held;
import io.renderline.engine.process.EngineAnswer.Device;
import io.renderline.engine.settings.DeviceSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RenderDevicesTest {
    private static final Device OPTIX = new Device("OPTIX", "NVIDIA H200", "CUDA_NVIDIA H200_0000:0a:00_OptiX",
            "570.1");
    private static final Device CUDA = new Device("CUDA", "NVIDIA H200", "CUDA_NVIDIA H200_0000:0a:00", "570.1");
    private static final Device OTHER = new Device("CUDA", "NVIDIA H200", "CUDA_NVIDIA H200_0000:0b:00", "570.1");
    private static final Device CPU = new Device("CPU", "A processor", "CPU", null);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"AUTO,AUTO,GPU", "AUTO,GPU,GPU", "AUTO,CPU,CPU", "GPU,AUTO,GPU", "GPU,GPU,GPU", "GPU,CPU,CPU",
            "CPU,AUTO,CPU", "CPU,CPU,CPU"})
    void withAGpu(DevicePolicy worker, DevicePolicy job, DevicePolicy granted) throws IOException {
        assertThat(devices(worker, OPTIX, CPU).grant(job, _ -> false).policy()).isEqualTo(granted);
    }

    @ParameterizedTest
    @CsvSource({"AUTO,AUTO,CPU", "AUTO,CPU,CPU", "CPU,AUTO,CPU", "CPU,CPU,CPU"})
    void withoutAGpu(DevicePolicy worker, DevicePolicy job, DevicePolicy granted) throws IOException {
        assertThat(devices(worker, CPU).grant(job, _ -> false).policy()).isEqualTo(granted);
    }

    @Test
    void aJobThatAsksForAGpuNeverGetsTheProcessor() {
        assertGpuRequired(() -> devices(DevicePolicy.AUTO, CPU).grant(DevicePolicy.GPU, _ -> false));
        assertGpuRequired(() -> devices(DevicePolicy.CPU, OPTIX, CPU).grant(DevicePolicy.GPU, _ -> false));
    }

    @Test
    void aWorkerThatMayOnlyUseAGpuDoesNotStartWithoutOne() {
        assertGpuRequired(() -> devices(DevicePolicy.GPU, CPU));
    }

    @Test
    void optixAndCudaAreOneCard() throws Exception {
        Grant grant = devices(DevicePolicy.AUTO, OPTIX, CUDA, CPU).grant(DevicePolicy.AUTO, _ -> false);
        Held held = grant.lock().acquire(Lane.ORDINARY);

        assertThat(folder).isDirectoryContaining("glob:**/CUDA_NVIDIA_H200_0000_0a_00.lock");
        assertThat(devices(DevicePolicy.AUTO, OPTIX, CUDA, CPU).inService()).singleElement()
                .satisfies(gpu -> assertThat(gpu.id()).isEqualTo(OPTIX.id()));
        assertThat(folder.toFile().list()).hasSize(1);
        held.close();
    }

    @Test
    void aProcessorsOwnGraphicsAreLeftAloneBesideACard() throws Exception {
        Device graphics = new Device("ONEAPI", "Graphics", "ONEAPI_0", null);
        assertThat(devices(DevicePolicy.AUTO, CUDA, OTHER, graphics, CPU).inService()).extracting(RenderGpu::id)
                .containsExactly(CUDA.id(), OTHER.id());
        assertThat(devices(DevicePolicy.AUTO, graphics, CPU).inService()).hasSize(1);
    }

    @Test
    void aGpuThatAnotherWorkerRendersOnIsTheLastChoice() throws Exception {
        RenderDevices devices = devices(DevicePolicy.GPU, CUDA, OTHER);
        try (HostWideLockTest.Other _ = HostWideLockTest.Other.holding(folder)) {
            assertThat(devices.grant(DevicePolicy.GPU, CUDA.id()::equals).device()).isEqualTo(OTHER.id());
        }
    }

    @Test
    void whenAllGpusAreBusyTheOneWhereTheSceneIsWarmIsWaitedFor() throws Exception {
        RenderDevices devices = devices(DevicePolicy.GPU, CUDA, OTHER);
        try (Grant _ = devices.grant(DevicePolicy.GPU, _ -> false);
                Grant _ = devices.grant(DevicePolicy.GPU, _ -> false)) {
            assertThat(devices.grant(DevicePolicy.GPU, OTHER.id()::equals).device()).isEqualTo(OTHER.id());
        }
    }

    @Test
    void theHeartbeatTellsOfAll() throws IOException {
        assertThat(devices(DevicePolicy.AUTO, OPTIX, CPU).described()).containsExactly(
                new DeviceUsed("gpu", "OPTIX", "NVIDIA H200", "570.1"),
                new DeviceUsed("cpu", "CPU", "A processor", null));
    }

    private RenderDevices devices(DevicePolicy worker, Device... found) throws IOException {
        return RenderDevices.of(List.of(found), worker, new DeviceSettings(folder, 1, Duration.ofMinutes(1)));
    }

    private static void assertGpuRequired(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(call)
                .satisfies(failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.GPU_REQUIRED));
    }
}
