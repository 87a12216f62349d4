package io.renderline.engine.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import com.luciad.imageio.webp.WebPWriteParam;

/** Writes WebP and JPEG through ImageIO. */
final class LossyWriter {
    private static final float WEBP_QUALITY = 0.90f;
    private static final int WEBP_METHOD = 4;
    private static final float JPEG_QUALITY = 0.92f;

    private LossyWriter() {}

    static void writeWebp(BufferedImage image, Path target) throws IOException {
        ImageWriter writer = writer("webp");
        try {
            if (!(writer.getDefaultWriteParam() instanceof WebPWriteParam webp)) {
                throw new IllegalStateException("Another WebP writer than libwebp's is on the class path: " + writer);
            }
            webp.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            webp.setCompressionType(webp.getCompressionTypes()[WebPWriteParam.LOSSY_COMPRESSION]);
            webp.setCompressionQuality(WEBP_QUALITY);
            webp.setMethod(WEBP_METHOD);
            write(writer, webp, image, target);
        } finally {
            writer.dispose();
        }
    }

    static void writeJpeg(BufferedImage image, Path target) throws IOException {
        ImageWriter writer = writer("jpeg");
        try {
            ImageWriteParam jpeg = writer.getDefaultWriteParam();
            jpeg.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            jpeg.setCompressionQuality(JPEG_QUALITY);
            write(writer, jpeg, image, target);
        } finally {
            writer.dispose();
        }
    }

    private static void write(ImageWriter writer, ImageWriteParam parameters, BufferedImage image, Path target)
            throws IOException {
        try (ImageOutputStream out = ImageIO.createImageOutputStream(target.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
    }

    private static ImageWriter writer(String format) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        if (!writers.hasNext()) {
            throw new IllegalStateException("No writer of " + format + " is on the class path");
        }
        return writers.next();
    }
}
