package io.renderline.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** The Python that has Blender and the tessellator: the one that {@code RENDERLINE_TEST_PYTHON} names. */
public final class TestPython {
    private static final String VARIABLE = "RENDERLINE_TEST_PYTHON";

    private TestPython() {}

    /** The interpreter's path. */
    public static Path executable() {
        String named = System.getenv(VARIABLE);
        if (named == null || !Files.isExecutable(Path.of(named))) {
            throw new IllegalStateException("These tests need Blender as a Python module. Set " + VARIABLE
                    + " to a Python that has render-engine/requirements.txt, or run ./renderline test.");
        }
        return Path.of(named);
    }
}
