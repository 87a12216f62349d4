package io.renderline.api.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.renderline.api.tasks.PlanBuilder;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.VideoFormat;

import static io.renderline.api.cache.FilmGraph.film;
import static io.renderline.api.cache.FilmGraph.still;
import static org.assertj.core.api.Assertions.assertThat;

/** What goes of what is made on the way to films, and what never does. */
class FilmEvictionTest {
    @TempDir
    private Path folder;
    private FilledCache cache;

    @BeforeEach
    void newCache() throws IOException {
        cache = new FilledCache(folder);
    }

    @ParameterizedTest
    @EnumSource(value = VideoFormat.class, names = {"MP4", "ZIP"})
    void ofAFilmThatIsThereTheFilmStays(VideoFormat format) {
        cache.make(film("ball", format));

        cache.keep(0);

        assertThat(kept("ball", format)).containsExactly(false, false, false, true);
    }

    @Test
    void framesOfAFilmThatIsNotThereStay() {
        UUID job = cache.stored.submit(film("ball", VideoFormat.MP4));
        cache.stored.tasksOf(job).subList(0, 2).forEach(cache::make);
        cache.stored.cancellation.cancel(job);

        cache.keep(0);

        assertThat(kept("ball", VideoFormat.MP4)).containsExactly(false, true, false, false);
    }

    @Test
    void aFrameThatAJobHasDeliveredStays() {
        cache.make(film("ball", VideoFormat.MP4));
        cache.make(still("ball", 2));

        cache.keep(0);

        assertThat(kept("ball", VideoFormat.MP4)).containsExactly(false, false, true, true);
    }

    @Test
    void framesStayWhileAnotherFilmWaitsForThem() {
        cache.make(film("ball", VideoFormat.MP4));
        UUID other = cache.stored.submit(film("ball", VideoFormat.WEBM));

        cache.keep(0);

        assertThat(kept("ball", VideoFormat.MP4)).containsExactly(false, true, true, true);
        cache.make(cache.stored.tasksOf(other).getLast());
        cache.keep(0);
        assertThat(kept("ball", VideoFormat.MP4)).containsExactly(false, false, false, true);
    }

    @Test
    void aFilmIsFoundThoughItsFramesAreGoneAndAnotherOneMakesThemAgain() {
        cache.make(film("ball", VideoFormat.MP4));
        cache.keep(0);

        UUID same = cache.stored.submit(film("ball", VideoFormat.MP4));
        UUID other = cache.make(film("ball", VideoFormat.GIF));

        assertThat(cache.tasks(same)).containsExactly("encode-video cached");
        assertThat(cache.tasks(other)).containsExactly("pack-scene", "render-frame", "render-frame", "encode-video");
        assertThat(kept("ball", VideoFormat.GIF)).containsExactly(true, true, true, true);
    }

    @Test
    void theBytesOfAFrameStayWhenAPictureHasThemToo() throws IOException {
        cache.make(film("ball", VideoFormat.MP4));
        String frame = PlanBuilder.keys(film("ball", VideoFormat.MP4)).get(1);
        cache.picture("ball");
        cache.stored.jdbc.sql("UPDATE media_asset SET sha256 = ? WHERE kind = 'still'")
                .param(Sha256.of(frame.getBytes(StandardCharsets.UTF_8)).hex()).update();

        cache.keep(0);
        cache.remove(Duration.ZERO);

        assertThat(cache.hasBlob(frame)).isTrue();
        assertThat(cache.hasBlob(PlanBuilder.keys(film("ball", VideoFormat.MP4)).get(2))).isFalse();
    }

    /** Whether there is the packed scene, its two frames, and the film. */
    private List<Boolean> kept(String scene, VideoFormat format) {
        return PlanBuilder.keys(film(scene, format)).stream().map(cache::isMade).toList();
    }
}
