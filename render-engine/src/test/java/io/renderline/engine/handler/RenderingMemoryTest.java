package io.renderline.engine.handler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.core.task.DevicePolicy;
import io.renderline.engine.device.Grant;
import io.renderline.engine.testbed.PretendedGpuHost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Memory that runs out, on GPUs that an engine has only by its word and on the processor. */
@Timeout(60)
class RenderingMemoryTest extends RendererBed {
    @Test
    void outOfMemoryIsTriedOnceMoreWithoutKeepingData() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        render(scene("bearing"));
        long before = render(gear).engineProcess();
        engine.runsShort(1);

        TaskResult after = render(gear);

        assertThat(after.engineProcess()).isNotEqualTo(before);
        assertThat(engine.asked("load")).last().asString().contains("false");
        assertThat(pool.warmScenes()).containsExactly(gear.hash());
    }

    @Test
    void aShortageOnOneGpuLeavesTheScenesOnOthersWarm() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST, SECOND);
        InputFile elsewhere = scene("elsewhere");
        try (Grant _ = grant()) {
            render(elsewhere);
        }
        render(scene("beside"));
        engine.runsShort(1);

        render(gear);

        assertThat(pool.warmScenes()).containsExactlyInAnyOrder(gear.hash(), elsewhere.hash());
    }

    @Test
    void aShortageOnTheProcessorEndsAllIdleSessions() throws Exception {
        workerWith(DevicePolicy.CPU);
        render(scene("bearing"));
        engine.runsShort(1);

        render(gear);

        assertThat(pool.warmScenes()).containsExactly(gear.hash());
    }

    @Test
    void aSecondShortageSaysWhatWasNeededAndWhatWasThere() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        render(gear);
        host.hasFree(FIRST, 3 * PretendedGpuHost.GIGABYTE);
        engine.runsShort(2);

        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> render(gear)).satisfies(failed -> {
            assertThat(failed.failure().code()).isEqualTo(FailureCode.OUT_OF_MEMORY);
            assertThat(failed.failure().message()).contains("3072 MB of 24576 MB were free on " + FIRST,
                    "may need 552 MB");
        });
        assertThat(pool.warmScenes()).isEmpty();
    }

    @Test
    void onTheProcessorTheHostsMemoryIsNamed() throws Exception {
        workerWith(DevicePolicy.CPU);
        engine.runsShort(2);

        assertThatExceptionOfType(TaskFailedException.class).isThrownBy(() -> render(gear))
                .satisfies(failed -> assertThat(failed.failure().message()).contains("were free on the host"));
    }

    @Test
    void anIdleSessionEndsForASceneThatWouldNotFitBesideIt() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        render(gear);
        host.hasFree(FIRST, PretendedGpuHost.GIGABYTE);

        render(scene("bearing"));

        assertThat(pool.warmScenes()).doesNotContain(gear.hash());
        assertThat(pool.deviceMemoryBytes()).isEqualTo(40 << 20);
    }

    @Test
    void whereThereIsRoomNothingEnds() throws Exception {
        workerWith(DevicePolicy.GPU, FIRST);
        render(gear);
        host.hasFree(FIRST, 2 * PretendedGpuHost.GIGABYTE);

        render(scene("bearing"));

        assertThat(pool.warmScenes()).contains(gear.hash());
    }
}
