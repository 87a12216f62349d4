package io.renderline.engine.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

import io.renderline.core.key.Sha256;
import io.renderline.engine.settings.PoolSettings;
import io.renderline.engine.testbed.TestEngines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The pool with real processes; which engine they hold does not matter to it. */
@Timeout(60)
class ScenePoolTest {
    private static final Sha256 GEAR = sceneOf("gear");
    private static final Sha256 BEARING = sceneOf("bearing");
    private static final Sha256 ROBOT = sceneOf("robot");

    private static final String CPU = "processor";
    private static final String FIRST_GPU = "CUDA_A card_0000:0a:00";
    private static final String SECOND_GPU = "CUDA_A card_0000:0b:00";

    private static Zygote zygote;

    private final ScenePool pool = new ScenePool(new PoolSettings(2, DataSize.ofBytes(100), DataSize.ofBytes(0)));

    @BeforeAll
    static void startEngine() {
        zygote = TestEngines.start(EngineKind.TESSELLATOR);
    }

    @AfterAll
    static void stopEngine() {
        zygote.close();
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

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
        EngineSession session = zygote.open();
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
    void theSessionThatPreparedASceneIsTheOneToOpenIt() throws InterruptedException {
        EngineSession session = handOn(GEAR, 10);

        assertThat(pool.warmScenes()).isEmpty();
        try (SceneLease lease = pool.acquire(at(GEAR, CPU))) {
            assertThat(lease.session()).isEmpty();
            assertThat(lease.preparer()).containsSame(session);
            lease.hold(session, 20);

            assertThat(lease.preparer()).isEmpty();
            assertThat(lease.session()).containsSame(session);
        }
        assertThat(pool.warmScenes()).containsExactly(GEAR);
        assertThat(pool.memoryBytes()).isEqualTo(20);
    }

    @Test
    void aSessionThatIsHandedOnTakesThePlaceOfAnIdleOneOnly() throws InterruptedException {
        EngineSession gear = use(GEAR, 10);
        EngineSession bearing = handOn(BEARING, 10);
        EngineSession robot = handOn(ROBOT, 10);
        EngineSession late = handOn(sceneOf("late"), 10);

        assertThat(gear.isAlive()).isFalse();
        assertThat(bearing.isAlive()).isTrue();
        assertThat(robot.isAlive()).isTrue();
        assertThat(late.isAlive()).isFalse();
    }

    @Test
    void noSessionIsHandedOnAboveTheMemoryThatThereIs() throws InterruptedException {
        EngineSession gear = handOn(GEAR, 60);
        EngineSession bearing = handOn(BEARING, 60);

        assertThat(gear.isAlive()).isTrue();
        assertThat(bearing.isAlive()).isFalse();
    }

    @Test
    void aSecondSessionForASceneEnds() throws InterruptedException {
        EngineSession first = use(GEAR, 10);
        EngineSession second = handOn(GEAR, 10);

        assertThat(first.isAlive()).isTrue();
        assertThat(second.isAlive()).isFalse();
    }

    @Test
    void whoWantsAnotherSceneNeedNotWaitForTheFirstViewOfThoseThatWereHandedOn() throws InterruptedException {
        EngineSession gear = handOn(GEAR, 10);
        EngineSession bearing = handOn(BEARING, 10);
        use(ROBOT, 10);

        assertThat(gear.isAlive()).isFalse();
        assertThat(bearing.isAlive()).isTrue();
    }

    @Test
    void oneSceneIsHeldOnTwoGpusAtOnce() throws InterruptedException {
        try (SceneLease first = pool.acquire(at(GEAR, FIRST_GPU));
                SceneLease second = pool.acquire(at(GEAR, SECOND_GPU))) {
            first.hold(zygote.open(), 10);
            first.measured(10, 500);
            second.hold(zygote.open(), 10);
            second.measured(10, 700);

            assertThat(first.session()).isNotEqualTo(second.session());
        }
        assertThat(pool.warmScenes()).containsExactly(GEAR);
        assertThat(pool.isWarm(at(GEAR, FIRST_GPU))).isTrue();
        assertThat(pool.isWarm(at(GEAR, CPU))).isFalse();
        assertThat(pool.deviceMemoryBytes()).isEqualTo(1_200);
    }

    @Test
    void theSessionThatPreparedASceneOpensItWhereItIsFirstWanted() throws InterruptedException {
        EngineSession session = handOn(GEAR, 10);

        try (SceneLease lease = pool.acquire(at(GEAR, SECOND_GPU))) {
            assertThat(lease.preparer()).containsSame(session);
        }
        try (SceneLease lease = pool.acquire(at(GEAR, FIRST_GPU))) {
            assertThat(lease.preparer()).isEmpty();
        }
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

    private EngineSession handOn(Sha256 scene, long memoryBytes) throws InterruptedException {
        EngineSession session = zygote.open();
        pool.handOn(scene, session, memoryBytes);
        return session;
    }

    private EngineSession use(Sha256 scene, long memoryBytes) throws InterruptedException {
        return use(at(scene, CPU), memoryBytes);
    }

    private EngineSession use(SceneSeat seat, long memoryBytes) throws InterruptedException {
        try (SceneLease lease = pool.acquire(seat)) {
            EngineSession session = zygote.open();
            lease.hold(session, memoryBytes);
            return session;
        }
    }

    private @Nullable EngineSession acquireAndPeek(Sha256 scene) {
        try (SceneLease lease = pool.acquire(at(scene, CPU))) {
            return lease.session().orElse(null);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SceneSeat at(Sha256 scene, String place) {
        return new SceneSeat(scene, place);
    }

    private static Sha256 sceneOf(String name) {
        return Sha256.of(name.getBytes(StandardCharsets.UTF_8));
    }
}
