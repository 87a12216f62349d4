package io.renderline.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What goes wrong often ends with a code and a sentence that names the file or the field. */
class BadInputTest {
    private static final String UNKNOWN = "00000000-0000-0000-0000-000000000000";

    private final RenderlineClient client = RunningRenderline.shared().client();
    @TempDir
    private Path folder;

    @Test
    void aFileThatIsNoModelIsRefusedAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.step"), "Dear colleague, the part is attached.");

        var answer = client.uploadAnswer(file);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body().get("detail").asString()).contains("notes.step");
        assertThat(answer.body().get("code").asString()).isNotBlank();
    }

    @Test
    void aTruncatedGlbIsRefusedAtOnce() throws IOException {
        ByteBuffer glb = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        glb.putInt(0x46546C67).putInt(2).putInt(5_000).putInt(4_000).putInt(0x4E4F534A);
        Path file = Files.write(folder.resolve("cut.glb"), glb.array());

        var answer = client.uploadAnswer(file);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body().get("detail").asString()).contains("cut.glb");
    }

    @Test
    void aStepFileWithoutGeometryFailsItsJobWithAReason() {
        String model = client.upload(RenderlineClient.model("no_geometry.step"));
        String job = client.submit("""
                {"kind":"still","model":"%s","width":64,"height":64,"samples":1}""".formatted(model));

        JsonNode ended = client.awaitEnd(job);

        assertThat(ended.get("state").asString()).isEqualTo("FAILED");
        assertThat(ended.get("error").get("code").asString()).isEqualTo("EMPTY_MODEL");
        assertThat(ended.get("error").get("message").asString()).contains("no_geometry.step");
        assertThat(client.task(job, "tessellate").get("attempt").asInt()).as("tried once").isEqualTo(1);
    }

    @Test
    void anUnknownModelIsNamed() {
        var answer = client.post("/v1/jobs", """
                {"kind":"still","model":"%s"}""".formatted(UNKNOWN));

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body().toString()).contains(UNKNOWN);
        assertThat(client.get("/v1/assets/" + UNKNOWN).status()).isEqualTo(404);
        assertThat(client.get("/v1/jobs/" + UNKNOWN).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"width\":20000|width", "\"height\":0|height",
            "\"samples\":1000000000|samples",
            "\"wide\":100|wide", "\"format\":\"gif\"|format", "\"views\":[]|views",
            "\"views\":[{\"azimuth\":\"NaN\",\"elevation\":0}]|azimuth", "\"device\":\"tpu\"|device"})
    void aRequestThatMakesNoSenseIsRefusedByTheNameOfTheField(String field, String name) {
        String model = client.upload(RenderlineClient.model("cube_and_cylinder.step"));

        var answer = client.post("/v1/jobs", "{\"kind\":\"still\",\"model\":\"" + model + "\"," + field + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("errors").get(0).get("field").asString()).contains(name);
    }
}
