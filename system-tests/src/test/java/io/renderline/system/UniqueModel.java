package io.renderline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models that no other test has, so that nothing of them is cached. */
final class UniqueModel {
    private static final String HEADER = "ISO-10303-21;\nHEADER;";

    private UniqueModel() {}

    /** A STEP file with a red cube and a blue cylinder, whose name and bytes no other has. */
    static Path named(Path folder, String name) {
        try {
            String step = Files.readString(RenderlineClient.model("cube_and_cylinder.step"));
            if (!step.startsWith(HEADER)) {
                throw new IllegalStateException("The test model does not begin as it should");
            }
            return Files.writeString(folder.resolve(name.replace(' ', '-') + ".step"),
                    step.replace(HEADER, "ISO-10303-21;\n/* " + name + " */\nHEADER;"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
