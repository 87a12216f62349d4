package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.testing.TestPython;

import static org.assertj.core.api.Assertions.assertThat;

class StepFilesTest {
    private static final int KINDS = 4;

    @Test
    void noTwoFilesAreAlike() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            texts.add(StepFiles.part(i).replaceAll("part \\d+", "part"));
        }

        assertThat(texts).hasSize(200);
    }

    /** An outline of n corners makes n sides of two triangles, and two ends of n - 2. */
    @Test
    void eachKindIsAWholeSolidForOpenCascade(@TempDir Path folder) throws IOException, InterruptedException {
        StepFiles.write(folder, KINDS);
        Process process = new ProcessBuilder(TestPython.executable().toString(), "-c", """
                import cascadio, json, pathlib, struct, sys
                for step in sorted(pathlib.Path(sys.argv[1]).glob("*.step")):
                    glb = step.with_suffix(".glb")
                    cascadio.step_to_glb(str(step), str(glb), 0.05, 0.2)
                    data = glb.read_bytes()
                    document = json.loads(data[20:20 + struct.unpack_from("<I", data, 12)[0]])
                    parts = [part for mesh in document["meshes"] for part in mesh["primitives"]]
                    print(sum(document["accessors"][part["indices"]]["count"] for part in parts) // 3)
                """, folder.toString()).redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile())
                .start();

        assertThat(process.waitFor()).as(Files.readString(folder.resolve("said"))).isZero();
        List<String> triangles = Files.readAllLines(folder.resolve("said"));
        assertThat(triangles.subList(triangles.size() - KINDS, triangles.size())).containsExactly("12", "20", "28",
                Integer.toString(4 * 27 - 4));
    }
}
