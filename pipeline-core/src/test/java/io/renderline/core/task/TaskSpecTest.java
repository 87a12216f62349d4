package io.renderline.core.task;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;

import static org.assertj.core.api.Assertions.assertThat;

class TaskSpecTest {
    private static final EngineVersions ENGINES = new EngineVersions("4.5.15", "0.1.1");
    private static final Sha256 MODEL = Sha256.of(new byte[]{1});

    @Test
    void theSameTaskHasTheSameKeyWhereverItIsMade() {
        // Written down, because a key that changes from release to release finds nothing that was made before.
        assertThat(tessellation(0.001).cacheKey(ENGINES).hex())
                .isEqualTo("1d46eb9146e522bbfd2ce166ef6ec49c000b7d8a24ebbada03db0b13d953bc17");
    }

    @Test
    void everyParameterCounts() {
        View view = new View(512, 512, 45, 25, 64, true, false, 0, ImageFormat.PNG, DevicePolicy.AUTO);

        assertThat(List.of(view,
                new View(513, 512, 45, 25, 64, true, false, 0, ImageFormat.PNG, DevicePolicy.AUTO),
                new View(512, 513, 45, 25, 64, true, false, 0, ImageFormat.PNG, DevicePolicy.AUTO),
                new View(512, 512, 46, 25, 64, true, false, 0, ImageFormat.PNG, DevicePolicy.AUTO),
                new View(512, 512, 45, 26, 64, true, false, 0, ImageFormat.PNG, DevicePolicy.AUTO),
                new View(512, 512, 45, 25, 65, true, false, 0, ImageFormat.PNG, DevicePolicy.AUTO),
                new View(512, 512, 45, 25, 64, false, false, 0, ImageFormat.PNG, DevicePolicy.AUTO),
                new View(512, 512, 45, 25, 64, true, true, 0, ImageFormat.PNG, DevicePolicy.AUTO),
                new View(512, 512, 45, 25, 64, true, false, 1, ImageFormat.PNG, DevicePolicy.AUTO),
                new View(512, 512, 45, 25, 64, true, false, 0, ImageFormat.WEBP, DevicePolicy.AUTO),
                new View(512, 512, 45, 25, 64, true, false, 0, ImageFormat.PNG, DevicePolicy.GPU)))
                .extracting(other -> spec(other).cacheKey(ENGINES)).doesNotHaveDuplicates();
    }

    @Test
    void twoSpellingsOfOneAngleHaveOneKey() {
        View view = view(45, 0.0);

        assertThat(spec(view(405, -0.0)).cacheKey(ENGINES)).isEqualTo(spec(view).cacheKey(ENGINES));
        assertThat(spec(view(-315, 0.0)).cacheKey(ENGINES)).isEqualTo(spec(view).cacheKey(ENGINES));
    }

    @Test
    void anotherEngineMakesAnotherResult() {
        TaskSpec spec = spec(view(45, 25));

        assertThat(spec.cacheKey(new EngineVersions("4.5.16", "0.1.1"))).isNotEqualTo(spec.cacheKey(ENGINES));
        assertThat(spec.cacheKey(new EngineVersions("4.5.15", "0.1.2"))).isEqualTo(spec.cacheKey(ENGINES));
    }

    @Test
    void aSourceCountsByItsContentAndAMadeInputByTheTaskThatMakesIt() {
        ScenePreparation prepare = new ScenePreparation(ModelFormat.GLB, Studio.WHITE);
        CacheKey maker = tessellation(0.001).cacheKey(ENGINES);
        CacheKey otherMaker = tessellation(0.002).cacheKey(ENGINES);

        assertThat(List.of(new TaskInput.Source(MODEL), new TaskInput.Source(new Sha256(maker.hex())),
                new TaskInput.Made(maker, "geometry"), new TaskInput.Made(otherMaker, "geometry"),
                new TaskInput.Made(maker, "other")))
                .extracting(input -> TaskSpec.of(prepare, "model", input).cacheKey(ENGINES)).doesNotHaveDuplicates();
    }

    @Test
    void theOrderInWhichInputsAreNamedDoesNotCount() {
        TaskInput input = new TaskInput.Source(MODEL);
        var forth = new TreeMap<String, TaskInput>(Map.of("a", input, "b", input));
        var back = new TreeMap<String, TaskInput>(Comparator.reverseOrder());
        back.putAll(forth);

        assertThat(new TaskSpec(view(0, 0), back).cacheKey(ENGINES))
                .isEqualTo(new TaskSpec(view(0, 0), forth).cacheKey(ENGINES));
    }

    private static TaskSpec tessellation(double tolerance) {
        return TaskSpec.of(new Tessellation(ModelFormat.STEP, tolerance, 0.2), Tessellation.SOURCE,
                new TaskInput.Source(MODEL));
    }

    private static View view(double azimuth, double elevation) {
        return new View(512, 512, azimuth, elevation, 64, true, false, 0, ImageFormat.PNG, DevicePolicy.AUTO);
    }

    private static TaskSpec spec(View view) {
        return TaskSpec.of(view, View.SCENE, new TaskInput.Source(MODEL));
    }
}
