package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The model of 3.7 million triangles. */
final class ManyTriangles {
    private static final double TOLERANCE_MM = 0.002;
    private static final double ANGLE_RADIANS = 0.05;

    private ManyTriangles() {}

    /** A GLB of it in {@code folder}, marked as of this case: to Renderline it is another file than those of other cases. */
    static Path glb(Settings settings, Path folder, String mark) throws IOException, InterruptedException {
        Path glb = folder.resolve("model.glb");
        new Script(settings).run("tessellate.py", settings.model(), glb, TOLERANCE_MM, ANGLE_RADIANS, mark);
        return glb;
    }
}
