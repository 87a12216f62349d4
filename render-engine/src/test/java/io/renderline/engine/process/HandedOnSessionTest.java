package io.renderline.engine.process;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.renderline.core.key.Sha256;

import static org.assertj.core.api.Assertions.assertThat;

/** Sessions that have prepared a scene, and go on to its first view. */
@Timeout(60)
class HandedOnSessionTest extends PoolBed {
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
    void theSessionThatPreparedASceneOpensItWhereItIsFirstWanted() throws InterruptedException {
        EngineSession session = handOn(GEAR, 10);

        try (SceneLease lease = pool.acquire(at(GEAR, SECOND_GPU))) {
            assertThat(lease.preparer()).containsSame(session);
        }
        try (SceneLease lease = pool.acquire(at(GEAR, FIRST_GPU))) {
            assertThat(lease.preparer()).isEmpty();
        }
    }

    private EngineSession handOn(Sha256 scene, long memoryBytes) throws InterruptedException {
        EngineSession session = engine();
        pool.handOn(scene, session, memoryBytes);
        return session;
    }
}
