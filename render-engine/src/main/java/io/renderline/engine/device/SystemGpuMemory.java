package io.renderline.engine.device;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the drivers tell: NVIDIA's by {@code nvidia-smi}, which containers with the capability {@code utility} have, AMD's in
 * the kernel's own files. Processes are not asked for: in a container their ids are those of the host.
 */
public final class SystemGpuMemory implements GpuMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SystemGpuMemory.class);
    private static final long PATIENCE_SECONDS = 10;
    private static final List<String> QUERY = List.of("--query-gpu=pci.bus_id,memory.total,memory.free",
            "--format=csv,noheader,nounits");

    private final String nvidiaSmi;
    private final Path pciDevices;

    public SystemGpuMemory() {
        this("nvidia-smi", Path.of("/sys/bus/pci/devices"));
    }

    SystemGpuMemory(String nvidiaSmi, Path pciDevices) {
        this.nvidiaSmi = nvidiaSmi;
        this.pciDevices = pciDevices;
    }

    @Override
    public Optional<Reading> read(RenderGpu gpu) {
        return PciAddress.endOf(gpu.card()).flatMap(address -> {
            try {
                return gpu.card().startsWith("CUDA") ? nvidia(address) : amd(address);
            } catch (IOException | NumberFormatException e) {
                LOG.debug("The memory of {} is not known: {}", gpu.name(), e.toString());
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        });
    }

    private Optional<Reading> nvidia(PciAddress address) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(nvidiaSmi, QUERY.getFirst(), QUERY.getLast())
                .redirectInput(new File("/dev/null")).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var lines = process.inputReader().lines()) {
            return lines.map(line -> line.split(",", -1)).filter(row -> row.length == 3)
                    .filter(row -> PciAddress.endOf(row[0]).filter(address::equals).isPresent())
                    .map(row -> new Reading(mebibytes(row[1]), mebibytes(row[2]))).findFirst();
        } finally {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static long mebibytes(String number) {
        return Long.parseLong(number.strip()) << 20;
    }

    private Optional<Reading> amd(PciAddress address) throws IOException {
        Path card = pciDevices.resolve(address.folder());
        long total = bytes(card.resolve("mem_info_vram_total"));
        return Optional.of(new Reading(total, total - bytes(card.resolve("mem_info_vram_used"))));
    }

    private static long bytes(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
