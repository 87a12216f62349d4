package io.renderline.api.tasks;

/**
 * In which order tasks go, as it is kept with each of them: those of a higher rank first, and within one rank by turns.
 *
 * <p>{@link #URGENT} tasks have a lane of their own, in which whoever comes waits behind all that came before. So many pictures
 * at once are never urgent, however high their priority: a job or an order of thousands would fill the lane, and a single
 * preview would wait behind it as it does elsewhere.
 */
public enum Rank {
    LOW(0), NORMAL(1), HIGH(2), URGENT(3);

    /** How many pictures somebody may wait for at once. */
    public static final int FEW = 8;

    private final short number;

    Rank(int number) {
        this.number = (short) number;
    }

    static Rank of(Priority priority, boolean few) {
        return switch (priority) {
            case LOW -> LOW;
            case NORMAL -> NORMAL;
            case HIGH -> few ? URGENT : HIGH;
        };
    }

    /** As it is kept in the database: a higher number goes first. */
    public short number() {
        return number;
    }
}
