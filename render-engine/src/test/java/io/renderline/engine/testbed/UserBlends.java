package io.renderline.engine.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

import io.renderline.testing.TestPython;

/** Studios and templates as users make them, with Blender. */
public final class UserBlends {
    private UserBlends() {}

    /** A green room with a cube for the product, and the cameras Hero and Beside; see {@code blend_studios.py}. */
    public static Path green(Path folder) {
        return made("blend_studios", "studio", folder.resolve("green.blend"));
    }

    /** A room that has no collection for the product. */
    public static Path withoutProduct(Path folder) {
        return made("blend_studios", "room_without_product", folder.resolve("room.blend"));
    }

    /** A text Title, a colour Accent and an image Logo; see {@code blend_templates.py}. */
    public static Path template(Path folder) {
        return made("blend_templates", "intro", folder.resolve("intro.blend"));
    }

    private static Path made(String module, String function, Path file) {
        List<String> command = List.of(TestPython.executable().toString(), "-c",
                "import sys, pathlib, %1$s; %1$s.%2$s(pathlib.Path(sys.argv[1]))".formatted(module, function),
                file.toString());
        ProcessBuilder blender = new ProcessBuilder(command).inheritIO();
        blender.environment().put("PYTHONPATH", Path.of("src", "test", "python").toAbsolutePath().toString());
        try {
            if (blender.start().waitFor() != 0) {
                throw new IllegalStateException(function + " was not made");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return file;
    }
}
