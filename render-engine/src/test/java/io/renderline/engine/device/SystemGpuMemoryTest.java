package io.renderline.engine.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.engine.process.EngineAnswer;

import static org.assertj.core.api.Assertions.assertThat;

class SystemGpuMemoryTest {
    private static final long MEGABYTE = 1L << 20;

    @TempDir
    private Path folder;

    @Test
    void nvidiasToolTellsOfTheCardThatIsAskedFor() throws IOException {
        Path tool = tool("""
                echo '00000000:0A:00.0, 24576, 1000'
                echo '00000000:0B:00.0, 24576, 23000'
                """);

        assertThat(read(tool, "CUDA_NVIDIA L4_0000:0b:00_OptiX"))
                .contains(new GpuMemory.Reading(24_576 * MEGABYTE, 23_000 * MEGABYTE));
        assertThat(read(tool, "CUDA_NVIDIA L4_0000:0c:00")).isEmpty();
    }

    @Test
    void withoutTheToolOrWithOneThatFailsNothingIsKnown() throws IOException {
        assertThat(read(folder.resolve("none"), "CUDA_NVIDIA L4_0000:0b:00")).isEmpty();
        assertThat(read(tool("echo 'NVIDIA-SMI has failed'; exit 9"), "CUDA_NVIDIA L4_0000:0b:00")).isEmpty();
        assertThat(read(tool("echo '00000000:0B:00.0, [N/A], [N/A]'"), "CUDA_NVIDIA L4_0000:0b:00")).isEmpty();
    }

    @Test
    void theKernelTellsOfAnAmdCard() throws IOException {
        Path card = Files.createDirectories(folder.resolve("0000:03:00.0"));
        Files.writeString(card.resolve("mem_info_vram_total"), "17163091968\n");
        Files.writeString(card.resolve("mem_info_vram_used"), "163091968\n");

        assertThat(read(folder.resolve("none"), "HIP_AMD Radeon PRO W7900_0000:03:00"))
                .contains(new GpuMemory.Reading(17_163_091_968L, 17_000_000_000L));
    }

    @Test
    void aCardWithoutAnAddressIsNotKnown() throws IOException {
        assertThat(read(folder.resolve("none"), "METAL_Apple M4")).isEmpty();
    }

    private Optional<GpuMemory.Reading> read(Path tool, String id) throws IOException {
        RenderGpu gpu = new RenderGpu(new EngineAnswer.Device("OPTIX", "A card", id, null), folder);
        return new SystemGpuMemory(tool.toString(), folder).read(gpu);
    }

    private Path tool(String script) throws IOException {
        Path tool = Files.writeString(Files.createTempFile(folder, "nvidia-smi", ""), "#!/bin/sh\n" + script);
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        return tool;
    }
}
