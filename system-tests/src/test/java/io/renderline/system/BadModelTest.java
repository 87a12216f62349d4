package io.renderline.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/**
 * Files that are no models, or none that can be rendered: each has a clear end within seconds and at the first attempt, while
 * another job goes on unharmed on the same worker.
 */
class BadModelTest {
    private static final Duration SECONDS = Duration.ofSeconds(30);
    private static final Path ENGINE_INPUTS = Path.of("..", "render-engine", "src", "test", "resources", "inputs");

    private final RunningRenderline renderline = RunningRenderline.shared();
    private final RenderlineClient client = renderline.client();
    @TempDir
    private Path folder;
    private long worker;
    private String goodJob = "";

    @BeforeEach
    void submitAGoodJob() {
        worker = renderline.lightWorker().pid();
        String model = client.upload(UniqueModel.named(folder, "good " + System.nanoTime()));
        goodJob = client.submit(JobRequests.views(model, 2, 4));
    }

    @AfterEach
    void theGoodJobIsUnharmed() {
        JsonNode ended = client.awaitEnd(goodJob);
        assertThat(ended.get("state").asString()).as("%s", ended).isEqualTo("SUCCEEDED");
        assertThat(client.tasksOf(goodJob)).allMatch(task -> task.get("attempt").asInt() == 1);
        assertThat(renderline.lightWorker().isAlive()).isTrue();
        assertThat(renderline.lightWorker().pid()).isEqualTo(worker);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            invalid_magic.glb        | NOT_A_MODEL
            truncated_chunk_data.glb | DAMAGED_FILE
            """)
    void whatItsFirstBytesTellIsRefusedAtOnce(String name, String code) throws IOException {
        refused(RenderlineClient.model("bad/" + name), code);
    }

    @Test
    void whatIsNoModelAtAllIsRefusedAtOnce() throws IOException {
        refused(Files.writeString(folder.resolve("nothing.step"), ""), "EMPTY_FILE");
        refused(Files.writeString(folder.resolve("notes.step"), "Dear colleague, the part is attached."),
                "NOT_A_MODEL");
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "c6f2".repeat(16)
                + "\nsize 1978470\n";
        refused(Files.writeString(folder.resolve("pointer.step"), pointer), "GIT_LFS_POINTER");
        refused(Files.writeString(folder.resolve("pointer.blend"), pointer), "GIT_LFS_POINTER");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no_geometry.step                | EMPTY_MODEL      | no faces
            bad/one_curve.stp               | EMPTY_MODEL      | no faces
            bad/assembly_of_other_files.stp | MISSING_PARTS    | left_bracket.stp
            bad/empty_nodes_no_mesh.glb     | EMPTY_MODEL      | no
            """)
    void whatOnlyTheEngineCanTellFailsItsJobWithAReason(String file, String code, String words) {
        failed(RenderlineClient.model(file), code, words);
    }

    @Test
    void aStepFileWhoseDataIsNonsenseFailsItsJobWithAReason() throws IOException {
        failed(Files.writeString(folder.resolve("nonsense.step"), """
                ISO-10303-21;
                HEADER;
                FILE_DESCRIPTION((''),'2;1');
                ENDSEC;
                DATA;
                #1=ADVANCED_FACE(broken
                ENDSEC;
                END-ISO-10303-21;
                """),
                "UNREADABLE_MODEL", "export it again");
    }

    @Test
    void aBlendFileWhoseBlocksAreNonsenseFailsItsJobWithAReason() throws IOException {
        failed(Files.writeString(folder.resolve("nonsense.blend"), "BLENDER-v405" + "nonsense".repeat(100) + "ENDB"),
                "UNREADABLE_MODEL", "");
    }

    @Test
    void aSoundModelWithAnOddNameIsRendered() {
        rendered(RenderlineClient.model("bad/#332_file.stp"));
    }

    @Test
    void aPackageThatBreaksTheRulesButCanBeReadIsRendered() {
        rendered(RenderlineClient.model("bad/badUsdz.usdz"));
    }

    @Test
    void aBlendFileWithoutItsTexturesIsRendered() {
        rendered(ENGINE_INPUTS.resolve("279_missing_textures.blend"));
    }

    private void refused(Path file, String code) {
        var answer = client.uploadAnswer(file);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body().get("code").asString()).isEqualTo(code);
        assertThat(answer.body().get("detail").asString()).contains(file.getFileName().toString());
    }

    private void failed(Path file, String code, String words) {
        String job = client.submit(JobRequests.quick(client.upload(file)));

        JsonNode ended = await("the job of " + file).atMost(SECONDS).until(() -> client.job(job),
                answer -> answer.get("state").asString().equals("FAILED"));

        assertThat(ended.get("error").get("code").asString()).isEqualTo(code);
        assertThat(ended.get("error").get("message").asString()).contains(file.getFileName().toString(), words);
        assertThat(client.tasksOf(job)).as("tried once").allMatch(task -> task.get("attempt").asInt() <= 1);
    }

    private void rendered(Path file) {
        JsonNode ended = client.awaitEnd(client.submit(JobRequests.quick(client.upload(file))));

        assertThat(ended.get("state").asString()).as("%s", ended).isEqualTo("SUCCEEDED");
    }
}
