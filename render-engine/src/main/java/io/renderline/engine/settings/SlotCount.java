package io.renderline.engine.settings;

import java.util.Locale;

/**
 * How many batches of a queue run at once.
 *
 * @param fixed that many; below 0: as many as the worker has GPUs, and one where it has none
 */
public record SlotCount(int fixed) {
    private static final String PER_GPU = "auto";
    static final int MOST = 64;

    public SlotCount {
        SettingRules.require(fixed <= MOST,
                "A queue has " + fixed + " slots (renderline.worker.slots); the most are " + MOST + ".");
    }

    /** Reads {@code auto} or a number. */
    public static SlotCount of(String text) {
        if (text.strip().toLowerCase(Locale.ROOT).equals(PER_GPU)) {
            return new SlotCount(-1);
        }
        try {
            int count = Integer.parseInt(text.strip());
            SettingRules.require(count >= 0, "A queue has " + count
                    + " slots (renderline.worker.slots); it must be 0 or more, or auto.");
            return new SlotCount(count);
        } catch (NumberFormatException e) {
            throw new InvalidSettingException("A queue has '" + text
                    + "' slots (renderline.worker.slots); it must be a number from 0 to " + MOST + ", or auto.");
        }
    }

    /** Whether the queue is served at all. */
    public boolean isServed() {
        return fixed != 0;
    }

    /** How many they are for a worker that uses {@code gpus} GPUs. */
    public int with(int gpus) {
        return fixed < 0 ? Math.clamp(gpus, 1, MOST) : fixed;
    }

    @Override
    public String toString() {
        return fixed < 0 ? PER_GPU : Integer.toString(fixed);
    }
}
