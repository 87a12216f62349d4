package io.renderline.api.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files of each format, made here, each with a mark that makes its bytes its own. */
public final class SampleFiles {
    private SampleFiles() {}

    /** A STEP file without geometry. */
    public static byte[] step(String mark) {
        return text("ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('" + mark
                + "'),'2;1');\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n");
    }

    /** An IGES file: lines of 80 columns, the 73rd of which names the section. */
    public static byte[] iges() {
        return text("%-72sS%7d%n%-72sG%7d%n%-72sT%7d%n".formatted("A part", 1, "1H,,1H;", 1, "S      1G      1", 1));
    }

    /** A GLB with JSON and no binary chunk. */
    public static byte[] glb(String json) {
        byte[] chunk = text(json + " ".repeat((4 - json.length() % 4) % 4));
        return ByteBuffer.allocate(20 + chunk.length).order(ByteOrder.LITTLE_ENDIAN).put(text("glTF")).putInt(2)
                .putInt(20 + chunk.length).putInt(chunk.length).put(text("JSON")).put(chunk).array();
    }

    /** A binary STL of empty triangles. */
    public static byte[] stl(int triangles) {
        return ByteBuffer.allocate(84 + 50 * triangles).order(ByteOrder.LITTLE_ENDIAN).put(text("solid of a kind"))
                .putInt(80, triangles).array();
    }

    /** A ZIP whose entries have these names, in this order, and some content. */
    public static byte[] zip(String... names) {
        return zip(ZipOutputStream.DEFLATED, names);
    }

    /** The same, packed as a USDZ is: not at all. */
    public static byte[] storedZip(String... names) {
        return zip(ZipOutputStream.STORED, names);
    }

    private static byte[] zip(int method, String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                byte[] content = text("content of " + name);
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry entry = new ZipEntry(name);
                entry.setMethod(method);
                entry.setSize(content.length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What has the beginning and the end of a PNG. */
    public static byte[] png(String mark) {
        return ("\u0089PNG\r\n\u001a\n" + mark + "\0\0\0\0IEND\u00aeB`\u0082").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What has the beginning and the end of a .blend. */
    public static byte[] blend(String mark) {
        return ("BLENDER-v405" + mark + "ENDB\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
