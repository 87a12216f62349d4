package io.renderline.engine.device;

import org.junit.jupiter.api.Test;

import io.renderline.core.task.Lane;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerWideLockTest extends DeviceLockContract {
    @Override
    DeviceLock lock() {
        return new WorkerWideLock(1);
    }

    @Test
    void asManyAsConfiguredHoldItTogether() throws Exception {
        DeviceLock lock = new WorkerWideLock(2);
        DeviceLock.Held first = lock.acquire(Lane.ORDINARY);
        DeviceLock.Held second = lock.acquire(Lane.ORDINARY);
        Waiter third = Waiter.on(lock);

        assertThat(third.got()).isNotDone();
        first.close();
        third.got().join().close();
        second.close();
    }
}
