package io.renderline.engine.device;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The GPUs that the kernel knows, whatever Blender makes of them: a card whose driver is broken is seen here and not there.
 * Graphics that are part of a processor are not counted, since Blender is not expected to use them.
 */
public final class HostGraphics {
    private static final Logger LOG = LoggerFactory.getLogger(HostGraphics.class);
    private static final Set<String> NVIDIA_AND_AMD = Set.of("0x10de", "0x1002");

    private final Path devices;
    private final Path kernel;

    private HostGraphics(Path devices, Path kernel) {
        this.devices = devices;
        this.kernel = kernel;
    }

    /** Those of this host. */
    public static HostGraphics ofThisHost() {
        return new HostGraphics(Path.of("/dev"), Path.of("/sys/class/drm"));
    }

    /** Those of a host whose files lie elsewhere. */
    static HostGraphics under(Path devices, Path kernel) {
        return new HostGraphics(devices, kernel);
    }

    /** How many there are. NVIDIA's own devices are there in containers, too, where the kernel's list is that of the host. */
    public int count() {
        int nvidia = count(devices, "nvidia[0-9]*");
        return nvidia > 0 ? nvidia : cards();
    }

    private int cards() {
        if (count(devices.resolve("dri"), "renderD*") == 0) {
            return 0;
        }
        int cards = 0;
        try (DirectoryStream<Path> nodes = Files.newDirectoryStream(kernel, "renderD*")) {
            for (Path node : nodes) {
                Path vendor = node.resolve("device/vendor");
                if (Files.isReadable(vendor) && NVIDIA_AND_AMD.contains(Files.readString(vendor).strip())) {
                    cards++;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("The kernel's list of graphics cannot be read", e);
        }
        return cards;
    }

    private static int count(Path folder, String pattern) {
        int found = 0;
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
                for (Path _ : entries) {
                    found++;
                }
            } catch (IOException | DirectoryIteratorException e) {
                LOG.debug("{} cannot be read", folder, e);
            }
        }
        return found;
    }
}
