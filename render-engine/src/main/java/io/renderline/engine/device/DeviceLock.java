package io.renderline.engine.device;

import java.io.IOException;

/**
 * The right to render on a device. It is taken for one view at a time, in the order in which it was asked for, as far as
 * the holders know of each other.
 */
public interface DeviceLock {
    /**
     * Waits for the device.
     *
     * @throws IOException when the lock itself does not work; rendering without it is not an option
     */
    Held acquire() throws IOException, InterruptedException;

    /** The device is the holder's until this is closed, once, by any thread. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
