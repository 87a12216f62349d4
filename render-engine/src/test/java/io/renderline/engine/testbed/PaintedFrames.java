package io.renderline.engine.testbed;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

import io.renderline.core.message.InputFile;
import io.renderline.core.task.VideoEncoding;

/** Frames of known colours: each another ground, with a square on it. */
public final class PaintedFrames {
    private static final List<Color> GROUNDS = List.of(new Color(200, 40, 30), new Color(30, 160, 60),
            new Color(40, 60, 200), new Color(230, 200, 40), new Color(120, 120, 120), new Color(250, 250, 250));

    private final List<Path> files = new ArrayList<>();
    private final List<BufferedImage> images = new ArrayList<>();

    private PaintedFrames() {}

    public static PaintedFrames of(int count, int width, int height) {
        PaintedFrames frames = new PaintedFrames();
        try {
            Path folder = TestEngines.shortFolder();
            for (int i = 0; i < count; i++) {
                BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
                Graphics2D brush = image.createGraphics();
                brush.setColor(GROUNDS.get(i % GROUNDS.size()));
                brush.fillRect(0, 0, width, height);
                brush.setColor(new Color(20, 90 + i % 100, 140));
                brush.fillRect(width / 4, height / 4, width / 2, height / 2);
                brush.dispose();
                Path file = folder.resolve(i + ".png");
                ImageIO.write(image, "png", Files.newOutputStream(file));
                frames.files.add(file);
                frames.images.add(image);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return frames;
    }

    public List<Path> files() {
        return files;
    }

    public List<BufferedImage> images() {
        return images;
    }

    /** The inputs of a task that encodes them, in the bed's store. */
    public Map<String, InputFile> uploadedTo(WorkerBed bed) {
        Map<String, InputFile> inputs = new TreeMap<>();
        for (int i = 0; i < files.size(); i++) {
            inputs.put(VideoEncoding.frame(i + 1), bed.upload(files.get(i)));
        }
        return inputs;
    }
}
