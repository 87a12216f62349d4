package io.renderline.engine.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.renderline.core.key.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The pool with real processes; which engine they hold does not matter to it. */
@Timeout(60)
class ScenePoolTest extends PoolBed {
    @Test
    void aSceneThatIsHeldIsFoundAgain() throws InterruptedException {
        EngineSession session = use(GEAR, 10);

        try (SceneLease lease = pool.acquire(at(GEAR, CPU))) {
            assertThat(lease.session()).containsSame(session);
        }
        assertThat(pool.memoryBytes()).isEqualTo(10);
    }

    @Test
    void aSessionIsNeverGivenToAnotherScene() throws InterruptedException {
        use(GEAR, 10);

        try (SceneLease lease = pool.acquire(at(BEARING, CPU))) {
            assertThat(lease.session()).isEmpty();
        }
    }

    @Test
    void theLeastRecentlyUsedSessionEndsForANewOne() throws InterruptedException {
        EngineSession gear = use(GEAR, 10);
        EngineSession bearing = use(BEARING, 10);
        pool.acquire(at(GEAR, CPU)).close();
        use(ROBOT, 10);

        assertThat(pool.warmScenes()).containsExactly(ROBOT, GEAR);
        assertThat(gear.isAlive()).isTrue();
        assertThat(bearing.isAlive()).isFalse();
        await().until(() -> ProcessHandle.of(bearing.pid()).isEmpty());
    }

    @Test
    void memoryIsBoundedByWhatWasMeasured() throws InterruptedException {
        use(GEAR, 60);
        use(BEARING, 60);

        assertThat(pool.warmScenes()).containsExactly(BEARING);
        assertThat(pool.memoryBytes()).isEqualTo(60);
    }

    @Test
    void aSceneThatGrowsWhileItIsUsedPushesIdleOnesOut() throws InterruptedException {
        use(GEAR, 40);
        use(BEARING, 40);
        try (SceneLease lease = pool.acquire(at(BEARING, CPU))) {
            lease.measured(70, 0);
        }

        assertThat(pool.warmScenes()).containsExactly(BEARING);
    }

    @Test
    void aSceneAboveTheBoundStaysUntilAnotherOneIsWanted() throws InterruptedException {
        use(GEAR, 200);
        assertThat(pool.warmScenes()).containsExactly(GEAR);

        use(BEARING, 10);
        assertThat(pool.warmScenes()).containsExactly(BEARING);
    }

    @Test
    void whoWantsASceneThatIsInUseWaitsForIt() throws Exception {
        SceneLease first = pool.acquire(at(GEAR, CPU));
        CompletableFuture<@Nullable EngineSession> second = CompletableFuture.supplyAsync(() -> acquireAndPeek(GEAR));
        await().until(() -> second.state() == CompletableFuture.State.RUNNING);
        EngineSession session = engine();
        first.hold(session, 10);
        assertThat(second).isNotDone();
        first.close();

        assertThat(second.get()).isSameAs(session);
    }

    @Test
    void whoWantsANewSceneWaitsWhileAllAreInUse() throws Exception {
        SceneLease gear = pool.acquire(at(GEAR, CPU));
        SceneLease bearing = pool.acquire(at(BEARING, CPU));
        CountDownLatch got = new CountDownLatch(1);
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> {
            acquireAndPeek(ROBOT);
            got.countDown();
        });
        assertThat(got.getCount()).isEqualTo(1);
        gear.close();

        third.get();
        bearing.close();
    }

    @Test
    void whoWantsANewSceneWaitsWhileThoseInUseTakeAllTheMemory() throws Exception {
        use(GEAR, 100);
        SceneLease gear = pool.acquire(at(GEAR, CPU));
        CompletableFuture<@Nullable EngineSession> other = CompletableFuture.supplyAsync(() -> acquireAndPeek(BEARING));
        await().during(Duration.ofMillis(100)).until(() -> !other.isDone());

        gear.close();

        assertThat(other.get()).isNull();
        assertThat(pool.memoryBytes()).as("the idle one made room").isZero();
    }

    @Test
    void aDeadSessionIsNotGivenOut() throws InterruptedException {
        EngineSession session = use(GEAR, 10);
        ProcessHandle.of(session.pid()).orElseThrow().destroyForcibly();
        await().until(() -> !session.isAlive());

        assertThat(pool.warmScenes()).isEmpty();
        try (SceneLease lease = pool.acquire(at(GEAR, CPU))) {
            assertThat(lease.session()).isEmpty();
        }
    }

    @Test
    void aDiscardedSessionEnds() throws InterruptedException {
        use(GEAR, 10);
        try (SceneLease lease = pool.acquire(at(GEAR, CPU))) {
            lease.discard();
        }

        assertThat(pool.warmScenes()).isEmpty();
        assertThat(pool.memoryBytes()).isZero();
    }

    @Test
    void endingTheIdleOnesSparesWhatIsInUse() throws InterruptedException {
        EngineSession gear = use(GEAR, 10);
        use(BEARING, 10);
        try (SceneLease _ = pool.acquire(at(GEAR, CPU))) {
            pool.endIdle();

            assertThat(pool.warmScenes()).containsExactly(GEAR);
            assertThat(gear.isAlive()).isTrue();
        }
    }

    @Test
    void oneSceneIsHeldOnTwoGpusAtOnce() throws InterruptedException {
        try (SceneLease first = pool.acquire(at(GEAR, FIRST_GPU));
                SceneLease second = pool.acquire(at(GEAR, SECOND_GPU))) {
            first.hold(engine(), 10);
            first.measured(10, 500);
            second.hold(engine(), 10);
            second.measured(10, 700);

            assertThat(first.session()).isNotEqualTo(second.session());
        }
        assertThat(pool.warmScenes()).containsExactly(GEAR);
        assertThat(pool.isWarm(at(GEAR, FIRST_GPU))).isTrue();
        assertThat(pool.isWarm(at(GEAR, CPU))).isFalse();
        assertThat(pool.deviceMemoryBytes()).isEqualTo(1_200);
    }

    @Test
    void whereAGpusMemoryIsWantedItsOldestIdleSessionEnds() throws Exception {
        EngineSession elsewhere = use(at(BEARING, SECOND_GPU), 10);
        EngineSession there = use(at(GEAR, FIRST_GPU), 10);

        pool.endIdleAt(FIRST_GPU).orElseThrow().get();

        assertThat(ProcessHandle.of(there.pid())).isEmpty();
        assertThat(elsewhere.isAlive()).isTrue();
        assertThat(pool.endIdleAt(FIRST_GPU)).isEmpty();
    }

    @Test
    void whatIsInUseOnAGpuIsNotEndedForAnother() throws Exception {
        use(at(GEAR, FIRST_GPU), 10);
        try (SceneLease _ = pool.acquire(at(GEAR, FIRST_GPU))) {
            assertThat(pool.endIdleAt(FIRST_GPU)).isEmpty();
        }
    }

    @Test
    void closingEndsAllOfThem() throws InterruptedException {
        EngineSession session = use(GEAR, 10);

        pool.close();

        await().until(() -> ProcessHandle.of(session.pid()).isEmpty());
    }

    private @Nullable EngineSession acquireAndPeek(Sha256 scene) {
        try (SceneLease lease = pool.acquire(at(scene, CPU))) {
            return lease.session().orElse(null);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
