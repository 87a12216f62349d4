package io.renderline.engine.testbed;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Real CAD files. */
public final class TestModels {
    private TestModels() {}

    /** A red cube and a blue cylinder, STEP, 18 kB. */
    public static Path cubeAndCylinder() {
        URL resource = TestModels.class.getResource("/models/cube_and_cylinder.step");
        if (resource == null) {
            throw new IllegalStateException("The test's model is missing");
        }
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
