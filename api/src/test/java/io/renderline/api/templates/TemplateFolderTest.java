package io.renderline.api.templates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.media.SampleFiles;
import io.renderline.api.settings.SettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Templates that lie in the folder. */
@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class TemplateFolderTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private FolderSettings settings;
    private final String mark = UUID.randomUUID().toString();
    private final String name = "product-intro-" + mark;
    private Path file = Path.of("");

    @BeforeEach
    void layFile() throws IOException {
        file = settings.folder().orElseThrow().resolve("Product Intro_" + mark + ".blend");
        Files.write(file, SampleFiles.blend(mark));
    }

    @AfterEach
    void removeFile() throws IOException {
        Files.deleteIfExists(file);
    }

    @Test
    void aFileIsATemplateNamedAfterIt() {
        Answer template = api.get("/v1/templates/" + name).hasStatus(200);

        assertThat(template.at("/file")).isEqualTo(String.valueOf(file.getFileName()));
        assertThat(template.at("/inspection/state")).isEqualTo("QUEUED");
        assertThat(api.get("/v1/templates?limit=200").text()).contains(name);
        assertThat(api.get("/v1/assets/" + template.at("/asset")).at("/kind")).isEqualTo("blend_source");
    }

    @Test
    void aChangedFileIsANewVersionAndATouchedOneIsNot() throws IOException {
        assertThat(version()).isEqualTo(1);

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(version()).isEqualTo(1);
        Files.write(file, SampleFiles.blend(mark + " changed"));
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void whatHasVanishedSaysSo() throws IOException {
        Path other = Files.write(file.resolveSibling("stays-" + mark + ".blend"), SampleFiles.blend("stays " + mark));
        assertThat(version()).isEqualTo(1);
        Files.delete(file);

        api.post("/v1/jobs", "{\"kind\": \"clip\", \"template\": \"" + name + "\"}").isProblem(400, "INVALID_FIELDS")
                .saying("has vanished: the templates' folder has no Product Intro_" + mark + ".blend any more");

        Files.write(file, SampleFiles.blend(mark));
        api.post("/v1/jobs", "{\"kind\": \"clip\", \"template\": \"" + name + "\", \"duration\": 0.1}").hasStatus(202);
        assertThat(version()).as("the same content is the same version").isEqualTo(1);
        api.get("/v1/templates/stays-" + mark).hasStatus(200);
        Files.delete(other);
    }

    @Test
    void changesAreNoticedWithoutBeingAskedFor() throws IOException {
        await().until(() -> api.get("/v1/templates?limit=200").text().contains(name));
        Files.delete(file);
        await().until(() -> !api.get("/v1/templates?limit=200").text().contains(name));
    }

    @Test
    void aFileThatMayStillBeWrittenIsLeftAlone() throws IOException {
        Path written = file.resolveSibling("written-" + mark + ".blend");
        Path first = file.resolveSibling("first-" + mark + ".blend");
        Files.write(first, SampleFiles.blend("being written"));
        Files.setLastModifiedTime(first, FileTime.from(Instant.now().plusSeconds(3600)));
        Files.move(first, written);

        api.get("/v1/templates/written-" + mark).isProblem(404, "UNKNOWN_TEMPLATE");
        Files.setLastModifiedTime(written, FileTime.from(Instant.now()));
        api.get("/v1/templates/written-" + mark).hasStatus(200);
        Files.delete(written);
    }

    @Test
    void theFolderAloneSaysWhatItsTemplatesAre() throws IOException {
        String asset = api.get("/v1/templates/" + name).at("/asset");
        api.put("/v1/templates/" + name, "{\"asset\": \"" + asset + "\"}").isProblem(409, "TEMPLATE_IN_FOLDER")
                .saying("change the file");
        api.delete("/v1/templates/" + name).isProblem(409, "TEMPLATE_IN_FOLDER").saying("remove the file");

        Files.delete(file);
        api.put("/v1/templates/" + name, "{\"asset\": \"" + asset + "\"}").hasStatus(409);
        api.get("/v1/templates?limit=1").hasStatus(200);
        api.put("/v1/templates/" + name, "{\"asset\": \"" + asset + "\"}").hasStatus(201);
        Files.write(file, SampleFiles.blend(mark + " later"));
        assertThat(api.get("/v1/templates/" + name).json().has("file")).as("an upload is not replaced").isFalse();
        api.delete("/v1/templates/" + name).hasStatus(204);
        assertThat(version()).as("the folder's is the next version").isEqualTo(2);
    }

    @Test
    void whatIsNoTemplateIsPassedOver(CapturedOutput log) throws IOException {
        Path broken = file.resolveSibling("broken-" + mark + ".blend");
        Files.writeString(broken, "no such thing");
        Path gltf = file.resolveSibling("gltf-" + mark + ".zip");
        Files.write(gltf, SampleFiles.zip("a.gltf", mark + ".bin"));
        Path twin = Files.write(file.resolveSibling("product_intro " + mark + ".blend"), SampleFiles.blend("twin"));

        api.get("/v1/templates/broken-" + mark).isProblem(404, "UNKNOWN_TEMPLATE");
        api.get("/v1/templates/gltf-" + mark).isProblem(404, "UNKNOWN_TEMPLATE");
        assertThat(log).contains("broken-" + mark + ".blend in the templates' folder is no template: ",
                "gltf-" + mark
                        + ".zip in the templates' folder is no template: it is of the kind gltf_source and no .blend",
                "product_intro " + mark
                        + ".blend in the templates' folder is no template: it would have the same name");
        assertThat(api.get("/v1/templates/" + name).at("/file")).isEqualTo(String.valueOf(file.getFileName()));
        for (Path path : new Path[]{broken, gltf, twin}) {
            Files.delete(path);
        }
    }

    @ParameterizedTest
    @CsvSource({"Intro.blend, intro", "Große Früchte 2.BLEND, grosse-fruchte-2", "a--b_.zip, a-b", "intro.blend1,",
            ".intro.blend,", "日本.blend,", "notes.txt,"})
    void aNameIsWhatIsLeftOfAFilesName(String file, String name) {
        assertThat(TemplateName.ofFile(file).orElse(null)).isEqualTo(name);
    }

    @Test
    void aFolderThatIsNotThereEndsTheStart() {
        assertThatThrownBy(() -> new FolderSettings("/no/such/folder", java.time.Duration.ZERO))
                .isInstanceOf(SettingException.class).hasMessageContaining("/no/such/folder, which is no folder");
        assertThat(new FolderSettings(" ", java.time.Duration.ZERO).folder()).isEmpty();
    }

    private int version() {
        return Objects.requireNonNull(api.get("/v1/templates/" + name).hasStatus(200).json().at("/version")).asInt();
    }
}
