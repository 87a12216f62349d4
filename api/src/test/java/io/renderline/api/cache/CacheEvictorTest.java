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

import io.renderline.api.tasks.TaskState;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

import static io.renderline.api.tasks.PlanBuilder.aStill;
import static org.assertj.core.api.Assertions.assertThat;

/** What goes when the cache is too large, and what never does. */
class CacheEvictorTest {
    @TempDir
    private Path folder;
    private FilledCache cache;

    @BeforeEach
    void newCache() throws IOException {
        cache = new FilledCache(folder);
    }

    @Test
    void whatWasUsedLongestAgoGoesUntilTheRestFits() {
        for (int i = 0; i < 3; i++) {
            cache.picture("model " + i);
            cache.lastUsed("model " + i, 10 - i);
        }

        cache.keep(4);

        assertThat(cache.made("model 0")).containsExactly("picture");
        assertThat(cache.made("model 1")).containsExactly("glb", "scene", "picture");
        assertThat(
                cache.stored.meters.get("renderline.cache.evictions").tag("kind", "prepared_scene").counter().count())
                .isOne();
        assertThat(cache.stored.meters.get("renderline.cache.evicted").tag("kind", "gltf_geometry").counter().count())
                .isEqualTo(FilledCache.BYTES);
    }

    @Test
    void nothingGoesWhileAllFits() {
        cache.picture("bearing");

        cache.keep(2);

        assertThat(cache.made("bearing")).containsExactly("glb", "scene", "picture");
    }

    @Test
    void whatATaskHasReadSinceCountsAsUsed() {
        cache.picture("old but popular");
        cache.lastUsed("old but popular", 10);
        cache.picture("newer");
        cache.lastUsed("newer", 5);
        cache.make(aStill().ofModel("old but popular").from(90).graph());

        cache.keep(2);

        // Its GLB was not read for the second view
        assertThat(cache.made("old but popular")).containsExactly("scene", "picture");
        assertThat(cache.made("newer")).hasSize(2);
    }

    @Test
    void aGlbThatAJobHasDeliveredIsAResult() {
        cache.make(aStill().ofModel("delivered").geometry());
        cache.picture("delivered");

        cache.keep(0);

        assertThat(cache.made("delivered")).containsExactly("glb", "picture");
    }

    @Test
    void theGeometryOfAProductAsItIsNowIsAResult() {
        cache.picture("product");
        cache.picture("former");
        sql("""
                INSERT INTO media_asset (id, sha256, kind, mime_type, size_bytes)
                SELECT gen_random_uuid(), source_sha256, 'step_source', 'model/step', 1 FROM task_input
                WHERE source_sha256 IS NOT NULL""");
        sql("""
                INSERT INTO product (article_number, name, attributes, tags, revision, created_at, changed_at)
                VALUES ('P', 'P', '{}', '{}', 2, now(), now())""");
        revision(1, "former");
        revision(2, "product");

        cache.keep(0);

        assertThat(cache.made("product")).containsExactly("glb", "picture");
        assertThat(cache.made("former")).containsExactly("picture");
    }

    @Test
    void whatATaskWaitsToReadStays() {
        cache.picture("in use");
        UUID waiting = cache.stored.tasksOf(cache.stored.submit(aStill().ofModel("in use").from(90).graph())).getLast();

        cache.keep(0);
        assertThat(cache.made("in use")).contains("scene");
        cache.stored.running(waiting);
        cache.keep(0);
        assertThat(cache.made("in use")).contains("scene");
        cache.make(waiting);
        cache.keep(0);
        assertThat(cache.made("in use")).containsExactly("picture");
    }

    @Test
    void whatIsMadeAgainAtThisMomentStays() {
        cache.picture("again");
        String scene = cache.keys("again").get(1);
        sql("UPDATE task SET state = 'RUNNING' WHERE cache_key = '" + scene + "'");

        cache.keep(0);

        // Its maker reads the GLB
        assertThat(cache.made("again")).containsExactly("glb", "scene", "picture");
    }

    @Test
    void anEvictedSceneIsMadeAgainFromItsGlbWhenAViewNeedsIt() {
        cache.picture("bearing");
        cache.lastUsed("bearing", 3);
        cache.make(aStill().ofModel("bearing").geometry());
        cache.keep(0);
        assertThat(cache.made("bearing")).containsExactly("glb", "picture");

        UUID same = cache.stored.submit(aStill().ofModel("bearing").graph());
        UUID other = cache.make(aStill().ofModel("bearing").from(90).graph());

        assertThat(cache.tasks(same)).containsExactly("tessellate cached", "render-view cached");
        assertThat(cache.tasks(other)).containsExactly("tessellate cached", "prepare-scene", "render-view");
        assertThat(cache.made("bearing")).containsExactly("glb", "scene", "picture");
    }

    @Test
    void theMemoGoesAtOnceAndTheBytesAfterAWhile() throws IOException {
        cache.picture("bearing");
        String glb = cache.keys("bearing").getFirst();

        cache.keep(0);
        cache.remove(Duration.ofHours(1));

        assertThat(cache.blobs.memo(new CacheKey(glb))).isEmpty();
        assertThat(cache.hasBlob(glb)).isTrue();
        cache.remove(Duration.ZERO);
        assertThat(cache.hasBlob(glb)).isFalse();
        assertThat(cache.hasBlob(cache.keys("bearing").getLast())).as("the picture").isTrue();
        assertThat(cache.stored.count("removable_blob WHERE removed_at IS NULL")).isZero();
    }

    @Test
    void bytesThatAreNeededAgainStay() throws IOException {
        for (String model : List.of("remade", "being remade", "uploaded")) {
            cache.picture(model);
        }
        cache.keep(0);
        cache.make(aStill().ofModel("remade").from(90).graph());
        UUID job = cache.stored.submit(aStill().ofModel("being remade").from(90).graph());
        UUID tessellate = cache.stored.tasksOf(job).getFirst();
        cache.stored.running(tessellate);
        sql("""
                INSERT INTO media_asset (id, sha256, kind, mime_type, size_bytes)
                VALUES (gen_random_uuid(), '%s', 'gltf_source', 'model/gltf-binary', 64)"""
                .formatted(Sha256.of(cache.keys("uploaded").getFirst().getBytes(StandardCharsets.UTF_8))));

        cache.remove(Duration.ZERO);

        for (String model : List.of("remade", "being remade", "uploaded")) {
            assertThat(cache.hasBlob(cache.keys(model).getFirst())).as(model).isTrue();
        }
        assertThat(cache.hasBlob(cache.keys("uploaded").get(1))).isFalse();
        assertThat(cache.stored.state(tessellate)).isEqualTo(TaskState.RUNNING);
    }

    private void revision(int number, String model) {
        sql("""
                INSERT INTO product_revision (article_number, number, cad_file, created_at)
                SELECT 'P', %d, id, now() FROM media_asset WHERE cache_key IS NULL AND sha256 = '%s'"""
                .formatted(number, Sha256.of(model.getBytes(StandardCharsets.UTF_8))));
    }

    private void sql(String statement) {
        cache.stored.jdbc.sql(statement).update();
    }
}
