package io.renderline.engine.process;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EngineCommandTest {
    private static final Path SOCKET = Path.of("/s/blender1");
    private static final Path PACKAGE = Path.of("/p");

    @Test
    void pythonRunsThePackageAsAModule() {
        ProcessBuilder zygote = new EngineCommand(Path.of("/py"), null, PACKAGE, true).zygote(EngineKind.BLENDER,
                SOCKET);

        assertThat(zygote.command()).containsExactly("/py", "-m", "renderline_engine", "zygote", "--engine", "blender",
                "--socket", "/s/blender1", "--fork", "yes");
        assertThat(zygote.environment()).containsEntry("PYTHONPATH", "/p");
    }

    @Test
    void memoryIsTakenInLargePagesAndNoCoreSpins() {
        ProcessBuilder zygote = new EngineCommand(Path.of("/py"), null, PACKAGE, true).zygote(EngineKind.BLENDER,
                SOCKET);

        assertThat(zygote.environment()).containsEntry("OPENBLAS_NUM_THREADS", "1").hasEntrySatisfying(
                "GLIBC_TUNABLES", tunables -> assertThat(tunables).contains("glibc.malloc.hugetlb=1"));
    }

    @Test
    void aBlenderExecutableRunsBlenderOnly() {
        EngineCommand command = new EngineCommand(Path.of("/py"), Path.of("/blender"), PACKAGE, false);

        assertThat(command.zygote(EngineKind.BLENDER, SOCKET).command()).startsWith("/blender", "-b",
                "--factory-startup").containsSequence("--python", "/p/renderline_engine/__main__.py", "--", "zygote")
                .endsWith("--fork", "no");
        assertThat(command.zygote(EngineKind.TESSELLATOR, SOCKET).command()).startsWith("/py");
    }

    @Test
    void theTessellatorNeedsPython() {
        EngineCommand command = new EngineCommand(null, Path.of("/blender"), PACKAGE, true);

        assertThatIllegalStateException().isThrownBy(() -> command.zygote(EngineKind.TESSELLATOR, SOCKET))
                .withMessageContaining("RENDERLINE_ENGINE_PYTHON");
    }

    @Test
    void nothingThatOpensTheBrokerOrTheStoreReachesAnEngine() {
        ProcessBuilder zygote = new EngineCommand(Path.of("/py"), null, PACKAGE, true).zygote(EngineKind.BLENDER,
                SOCKET);

        // The tests themselves are started with variables of this kind.
        assertThat(System.getenv()).containsKey("RENDERLINE_TEST_PYTHON");
        assertThat(zygote.environment().keySet()).noneMatch(name -> name.startsWith("RENDERLINE_"))
                .noneMatch(name -> name.startsWith("AWS_")).noneMatch(name -> name.startsWith("SPRING_"));
    }
}
