package io.renderline.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Films that are broken off in the middle keep the frames that were made. */
class FilmFaultTest extends FaultTest {
    private static final int FRAMES = 8;

    @Test
    void aWorkerThatIsKilledInTheMiddleOfAFilmCostsTheFrameInHand() throws Exception {
        String job = farm.client().submit(turntable(newModel("killed film")));
        awaitFrame(job);
        ApplicationProcess worker = farm.workerOf(awaitRendering(job));
        List<JsonNode> made = made(job);

        farm.kill(worker);

        JsonNode film = awaitSuccess(job).get("results").get(0);
        assertThat(made).isNotEmpty().hasSizeLessThan(FRAMES);
        assertThat(farm.client().views(job)).as("what was made stays as it is").containsAll(made).hasSize(FRAMES);
        assertThat(made).as("and is not made again").allMatch(frame -> farm.timesDone(frame) == 1);
        assertThat(film.get("frames").asInt()).isEqualTo(FRAMES);
        assertThat(decodedFrames(farm.client().download(film))).isEqualTo(FRAMES);
        farm.mend();
    }

    @Test
    void aFilmThatIsCancelledGoesOnWithTheFramesThatItHas() throws Exception {
        String job = farm.client().submit(turntable(newModel("cancelled film")));
        awaitFrame(job);

        farm.client().post("/v1/jobs/" + job + "/cancel", "");
        assertThat(state(farm.client().awaitEnd(job))).isEqualTo("CANCELLED");
        List<JsonNode> made = made(job);
        farm.client().post("/v1/jobs/" + job + "/retry", "");

        JsonNode film = awaitSuccess(job).get("results").get(0);
        List<String> kept = made.stream().map(frame -> frame.get("id").asString()).toList();
        assertThat(farm.client().views(job)).filteredOn(frame -> kept.contains(frame.get("id").asString()))
                .hasSameSizeAs(made).allMatch(frame -> frame.get("cached").asBoolean());
        assertThat(decodedFrames(farm.client().download(film))).isEqualTo(FRAMES);
    }

    private static String turntable(String model) {
        return """
                {"kind":"turntable","model":"%s","width":192,"height":192,"samples":200,"denoise":false,"frames":%d}"""
                .formatted(model, FRAMES);
    }

    private void awaitFrame(String job) {
        farm.client().awaitTask(job, "a frame that is made",
                task -> task.get("type").asString().equals("render-view") && state(task).equals("SUCCEEDED"));
    }

    private List<JsonNode> made(String job) {
        return farm.client().views(job).stream().filter(frame -> state(frame).equals("SUCCEEDED")).toList();
    }

    private int decodedFrames(byte[] film) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("film.mp4"), film);
        Process probe = new ProcessBuilder("ffprobe", "-v", "error", "-count_frames", "-select_streams", "v:0",
                "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String counted = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(probe.waitFor()).isZero();
        return Integer.parseInt(counted.replace(",", ""));
    }
}
