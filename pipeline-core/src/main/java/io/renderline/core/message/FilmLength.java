package io.renderline.core.message;

/**
 * How a film moves.
 *
 * @param frames how many pictures it has
 * @param fps how many of them are shown each second
 */
public record FilmLength(int frames, double fps) {
    /** How long it plays, s. */
    public double seconds() {
        return frames / fps;
    }
}
