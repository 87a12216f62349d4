package io.renderline.system;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** Two workers make the frames of one film. */
class SharedFilmTest extends FaultTest {
    private static final int FRAMES = 8;

    @Test
    void workersShareAFilmAndEachLoadsItsSceneOnce() throws Exception {
        String model = newModel("shared film");
        String job = farm.client().submit(turntable(model, "mp4"));
        JsonNode film = awaitSuccess(job).get("results").get(0);

        Map<String, List<JsonNode>> shares = farm.client().views(job).stream()
                .collect(Collectors.groupingBy(frame -> frame.get("worker").asString()));
        assertThat(shares).as("%s", shares).hasSize(2);
        assertThat(shares.values()).allSatisfy(share -> {
            assertThat(share).extracting(frame -> frame.get("engineProcess").asLong()).containsOnly(
                    share.getFirst().get("engineProcess").asLong());
            assertThat(share).filteredOn(frame -> !frame.get("warm").asBoolean()).as("cold frames").hasSize(1);
        });
        List<List<JsonNode>> both = List.copyOf(shares.values());
        assertThat(first(both.get(0))).as("neither waits for the other's share").isBefore(last(both.get(1)));
        assertThat(first(both.get(1))).isBefore(last(both.get(0)));
        JsonNode frames = awaitSuccess(farm.client().submit(turntable(model, "zip"))).get("results").get(0);
        PlayedFilm.of(farm.client().download(film), folder).lasts(0.5)
                .showsOnceEach(farm.client().download(frames)).goesRound();
    }

    private static String turntable(String model, String format) {
        return """
                {"kind":"turntable","model":"%s","width":64,"height":64,"samples":2,"denoise":false,"frames":%d,"fps":16,
                 "format":"%s"}"""
                .formatted(model, FRAMES, format);
    }

    private static Instant first(List<JsonNode> share) {
        return share.stream().map(frame -> Instant.parse(frame.get("startedAt").asString())).min(Instant::compareTo)
                .orElseThrow();
    }

    private static Instant last(List<JsonNode> share) {
        return share.stream().map(frame -> Instant.parse(frame.get("finishedAt").asString()))
                .max(Instant::compareTo).orElseThrow();
    }
}
