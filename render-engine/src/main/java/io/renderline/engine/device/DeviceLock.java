package io.renderline.engine.device;

import java.io.IOException;

import io.renderline.core.task.Lane;

/**
 * The right to render on a device. It is taken for one view at a time: urgent ones first, and else in the order in which it
 * was asked for, as far as the holders know of each other.
 */
public interface DeviceLock {
    /**
     * Waits for the device.
     *
     * @param lane who came by the express lane goes before all who came by the ordinary one
     * @throws IOException when the lock itself does not work; rendering without it is not an option
     */
    Held acquire(Lane lane) throws IOException, InterruptedException;

    /** Whether nobody holds the device or waits for it; a moment later that may be otherwise. */
    boolean isFree() throws IOException;

    /** The device is the holder's until this is closed, once, by any thread. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
