package io.renderline.system;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** From an uploaded STEP file to a film of it, on the packaged applications. */
class TurntableTest {
    private static final int FRAMES = 6;

    private final RenderlineClient client = RunningRenderline.shared().client();
    @TempDir
    private Path folder;

    @Test
    void aFilmShowsEachFrameOnceInItsOrderAndColours() throws Exception {
        String model = client.upload(UniqueModel.named(folder, "turntable"));
        JsonNode ended = client.awaitEnd(client.submit(turntable(model, "mp4")));
        assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("SUCCEEDED");
        JsonNode result = ended.get("results").get(0);
        assertThat(result.get("frames").asInt()).isEqualTo(FRAMES);
        assertThat(result.get("durationSeconds").asDouble()).isEqualTo(0.5);

        String zipped = client.submit(turntable(model, "zip"));
        byte[] frames = client.download(client.awaitEnd(zipped).get("results").get(0));
        assertThat(client.views(zipped)).as("the frames of the first film").hasSize(FRAMES)
                .allMatch(view -> view.get("cached").asBoolean() && view.get("queue").asString().equals("heavy"));

        PlayedFilm.of(client.download(result), folder).lasts(0.5).showsOnceEach(frames).goesRound();
    }

    private static String turntable(String model, String format) {
        return """
                {"kind":"turntable","model":"%s","width":64,"height":64,"samples":2,"denoise":false,"frames":%d,"fps":12,
                 "format":"%s"}"""
                .formatted(model, FRAMES, format);
    }
}
