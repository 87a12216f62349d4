package io.renderline.core.message;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What can be filled in of a .blend, by name, and how it is made.
 *
 * @param texts text objects
 * @param cameras by name
 * @param camera the one that it is seen by; null: none is chosen
 * @param startFrame the first frame of its timeline
 * @param endFrame the last one
 * @param fps frames of its timeline in a second
 * @param width px
 * @param height px
 * @param samples per pixel
 * @param engine what it is made for: {@code cycles}, {@code eevee}, {@code workbench} or another
 * @param missing files that it names and that did not come with it
 */
public record TemplateOffer(List<Text> texts, List<Color> colors, List<Image> images, List<String> cameras,
        @Nullable String camera, int startFrame, int endFrame, double fps, int width, int height, int samples,
        String engine, List<String> missing) {
    public TemplateOffer {
        texts = List.copyOf(texts);
        colors = List.copyOf(colors);
        images = List.copyOf(images);
        cameras = List.copyOf(cameras);
        missing = List.copyOf(missing);
    }

    /** A text object and what it says now. */
    public record Text(String name, String text) {}

    /**
     * A colour.
     *
     * @param color as it is now, {@code #rrggbb} as seen
     * @param of what it is the colour of: {@code rgb-node}, {@code material} or {@code object}
     */
    public record Color(String name, String color, String of) {}

    /**
     * A still image.
     *
     * @param width px; 0 when it is missing
     * @param height px; 0 when it is missing
     * @param packed whether it lies in the .blend itself
     */
    public record Image(String name, int width, int height, boolean packed) {}
}
