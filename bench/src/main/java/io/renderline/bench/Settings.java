package io.renderline.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Where the Renderline that is measured runs; the launcher sets it.
 *
 * @param home its throw-away home
 * @param python a Python with bpy and cascadio
 * @param scripts the folder of what is done by hand
 * @param model the STEP file of which the many-triangle model is made
 * @param sample a STEP file of ordinary size
 * @param scene a .blend with an animation
 * @param pids the process of each application, by name
 */
record Settings(URI api, URI amqp, Path home, Path python, Path scripts, Path model, Path sample,
        Path scene, Map<String, Long> pids) {

    static Settings of(Map<String, String> environment) {
        return new Settings(URI.create(get(environment, "BENCH_API")), URI.create(get(environment, "BENCH_AMQP")),
                Path.of(get(environment, "BENCH_HOME")), Path.of(get(environment, "BENCH_PYTHON")),
                Path.of(get(environment, "BENCH_SCRIPTS")), Path.of(get(environment, "BENCH_MODEL")),
                Path.of(get(environment, "BENCH_SAMPLE")), Path.of(get(environment, "BENCH_SCENE")),
                Map.of("api", Long.valueOf(get(environment, "BENCH_PID_API")), "worker-heavy",
                        Long.valueOf(get(environment, "BENCH_PID_HEAVY")), "worker-light",
                        Long.valueOf(get(environment, "BENCH_PID_LIGHT"))));
    }

    long pidOf(String application) {
        return Objects.requireNonNull(pids.get(application), application + " does not run");
    }

    /** A folder for what a case makes. */
    Path folder(String name) {
        return home.resolve("bench").resolve(name);
    }

    private static String get(Map<String, String> environment, String name) {
        return Objects.requireNonNull(environment.get(name),
                name + " is not set. Start the benchmark by ./renderline bench.");
    }
}
