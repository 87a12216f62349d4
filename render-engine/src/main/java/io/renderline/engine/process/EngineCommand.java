package io.renderline.engine.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.renderline.engine.settings.EngineSettings;

/**
 * How a zygote's process is started.
 *
 * @param python runs engines as Python modules
 * @param blender runs Blender instead of {@code python}, where given
 * @param packageFolder the folder that holds the Python package
 */
public record EngineCommand(@Nullable Path python, @Nullable Path blender, Path packageFolder, boolean fork) {
    private static final String PACKAGE = "renderline_engine";
    /** Engines run other people's files: nothing that could open the broker or the store is left in their environment. */
    private static final List<String> WITHHELD = List.of("RENDERLINE_", "AWS_", "SPRING_", "PYTHON");
    /**
     * Large pages, and freed memory kept for what comes next: else a third of a small model's processor time goes into the
     * kernel, to hand the same pages out again and again. Where the C library or the kernel has none of it, nothing happens.
     */
    private static final String ALLOCATION = "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432"
            + ":glibc.malloc.trim_threshold=268435456";

    /** As the settings say. */
    public static EngineCommand of(EngineSettings settings, Path packageFolder) {
        return new EngineCommand(settings.python(), settings.blender(), packageFolder, settings.fork());
    }

    ProcessBuilder zygote(EngineKind kind, Path socket) {
        List<String> command = new ArrayList<>(program(kind));
        command.addAll(List.of("zygote", "--engine", kind.label(), "--socket", socket.toString(), "--fork",
                fork ? "yes" : "no"));
        ProcessBuilder builder = new ProcessBuilder(command);
        withEnvironment(builder.environment());
        return builder;
    }

    private List<String> program(EngineKind kind) {
        if (kind == EngineKind.BLENDER && blender != null) {
            String entry = packageFolder.resolve(PACKAGE).resolve("__main__.py").toString();
            return List.of(blender.toString(), "-b", "--factory-startup", "--python-exit-code", "1", "--python", entry,
                    "--");
        }
        if (python == null) {
            throw new IllegalStateException(kind.title() + " runs under Python, and renderline.engine.python is not"
                    + " set. Set RENDERLINE_ENGINE_PYTHON.");
        }
        return List.of(python.toString(), "-m", PACKAGE);
    }

    private void withEnvironment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> WITHHELD.stream().anyMatch(name::startsWith));
        environment.put("PYTHONPATH", packageFolder.toString());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("PYTHONNOUSERSITE", "1");
        environment.put("PYTHONUNBUFFERED", "1");
        environment.putIfAbsent("GLIBC_TUNABLES", ALLOCATION);
        // NumPy's matrix library spins on a core of its own after each product, and the products here are small.
        environment.put("OPENBLAS_NUM_THREADS", "1");
    }
}
