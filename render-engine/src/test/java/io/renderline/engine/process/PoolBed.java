package io.renderline.engine.process;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.util.unit.DataSize;

import io.renderline.core.key.Sha256;
import io.renderline.engine.settings.PoolSettings;
import io.renderline.engine.testbed.TestEngines;

/** A pool of two sessions and 100 bytes with real processes; which engine they hold does not matter to it. */
abstract class PoolBed {
    static final Sha256 GEAR = sceneOf("gear");
    static final Sha256 BEARING = sceneOf("bearing");
    static final Sha256 ROBOT = sceneOf("robot");
    static final String CPU = "processor";
    static final String FIRST_GPU = "CUDA_A card_0000:0a:00";
    static final String SECOND_GPU = "CUDA_A card_0000:0b:00";

    private static Zygote zygote;

    final ScenePool pool = new ScenePool(new PoolSettings(2, DataSize.ofBytes(100), DataSize.ofBytes(0)));

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

    static EngineSession engine() throws InterruptedException {
        return zygote.open();
    }

    EngineSession use(Sha256 scene, long memoryBytes) throws InterruptedException {
        return use(at(scene, CPU), memoryBytes);
    }

    EngineSession use(SceneSeat seat, long memoryBytes) throws InterruptedException {
        try (SceneLease lease = pool.acquire(seat)) {
            EngineSession session = engine();
            lease.hold(session, memoryBytes);
            return session;
        }
    }

    static SceneSeat at(Sha256 scene, String place) {
        return new SceneSeat(scene, place);
    }

    static Sha256 sceneOf(String name) {
        return Sha256.of(name.getBytes(StandardCharsets.UTF_8));
    }
}
