package io.renderline.engine.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class HostGraphicsTest {
    @TempDir
    private Path host;

    @Test
    void aHostWithoutGraphicsHasNone() {
        assertThat(HostGraphics.under(host.resolve("dev"), host.resolve("drm")).count()).isZero();
    }

    @Test
    void nvidiasDevicesAreCountedAndTheirControlIsNot() throws IOException {
        for (String name : new String[]{"nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm"}) {
            file("dev/" + name, "");
        }

        assertThat(HostGraphics.under(host.resolve("dev"), host.resolve("drm")).count()).isEqualTo(2);
    }

    @Test
    void anAmdCardIsCountedAndTheGraphicsOfAProcessorAreNot() throws IOException {
        file("dev/dri/renderD128", "");
        file("dev/dri/renderD129", "");
        file("drm/renderD128/device/vendor", "0x8086\n");
        file("drm/renderD129/device/vendor", "0x1002\n");

        assertThat(HostGraphics.under(host.resolve("dev"), host.resolve("drm")).count()).isEqualTo(1);
    }

    @Test
    void aCardOfTheHostThatAContainerDoesNotGetIsNotCounted() throws IOException {
        file("drm/renderD128/device/vendor", "0x10de\n");

        assertThat(HostGraphics.under(host.resolve("dev"), host.resolve("drm")).count()).isZero();
    }

    private void file(String name, String content) throws IOException {
        Path file = host.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
