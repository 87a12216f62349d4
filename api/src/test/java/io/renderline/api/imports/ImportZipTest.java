package io.renderline.api.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.renderline.api.TestServers;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** ZIPs of many makers, damaged and hostile ones. */
class ImportZipTest extends ImportBed {

    @Test
    void namesThatAreNotMarkedAsUtf8AreOfTheCodePageOfZipsOrUtf8AllTheSame() {
        byte[] asWindows = zip(Map.of(name("Lüfter.step"), step("windows")), Charset.forName("IBM437"));
        String unmarked = new String(name("Größe 零.step").getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
        byte[] asOthers = zip(Map.of(unmarked, step("others")), StandardCharsets.ISO_8859_1);

        JsonNode report = finished(send(Map.of("w.zip", asWindows, "o.zip", asOthers, "m.zip",
                zip(Map.of(name("Märke.step"), step("marked"))), "a.zip",
                zip(Map.of(Normalizer.normalize(name("Äpfel.step"), Normalizer.Form.NFD), step("apple"))))));

        assertThat(report.at("/files")).extracting(file -> file.at("/articleNumber").asString(""))
                .containsExactlyInAnyOrder(name("Lüfter"), name("Größe 零"), name("Märke"), name("Äpfel"));
        assertThat(report.at("/counts/created").asInt()).as(report.toString()).isEqualTo(4);
    }

    @Test
    void aZipThatUnpacksToFarMoreThanItIsIsRefusedAsAWhole() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name("a.step"), step("a"));
        files.put("bomb.txt", new byte[6 * 1024 * 1024]);

        send(Map.of("p.zip", zip(files))).isProblem(422, "ZIP_BOMB").saying("bomb.txt", "200 times");

        api.get("/v1/products/" + name("a")).isProblem(404, "UNKNOWN_PRODUCT");
    }

    @Test
    void moreThanFitsIsRefusedAsAWhole() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < TestServers.MAX_IMPORT / (3 * 1024 * 1024) + 1; i++) {
            files.put("large-" + i + ".txt", new byte[3 * 1024 * 1024]);
        }
        send(Map.of("p.zip", zip(files))).isProblem(413, "IMPORT_TOO_LARGE").saying("bytes", "in parts");

        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i <= 10_000; i++) {
            many.put(i + ".txt", new byte[0]);
        }
        send(Map.of("p.zip", zip(many))).isProblem(413, "IMPORT_TOO_LARGE").saying("10000 files");
    }

    @Test
    void aDamagedZipIsReportedWithWhatCameBefore() {
        byte[] whole = zip(new LinkedHashMap<>(Map.of(name("a.step"), step("a"))));
        byte[] two = java.util.Arrays.copyOf(zip(new LinkedHashMap<>(Map.of(name("b.stl"), SampleFiles.stl(40_000)))),
                200);
        byte[] cut = new byte[entryBytes(whole) + two.length];
        System.arraycopy(whole, 0, cut, 0, entryBytes(whole));
        System.arraycopy(two, 0, cut, entryBytes(whole), two.length);

        JsonNode report = finished(send(Map.of("p.zip", cut)));

        assertThat(outcome(report, "p.zip/" + name("a.step"))).isEqualTo("CREATED");
        assertRefused(report, "p.zip/" + name("b.stl"), "damaged within the ZIP");
        assertRefused(report, "p.zip", "The ZIP is damaged");
    }

    @ParameterizedTest
    @CsvSource({"9, 0, packed with deflate64", "12, 0, packed with bzip2", "14, 0, packed with LZMA",
            "77, 0, packed with method 77", "9, 8, packed with deflate64", "8, 1, has a password",
            "99, 9, has a password"})
    void aFileThatCannotBeReadIsNamedAndTheOthersGoOn(int method, int flags, String why) {
        byte[] zip = threeOfWhichTheSecondIsPacked(method, flags);

        JsonNode report = finished(send(Map.of("p.zip", zip)));

        assertThat(outcome(report, "p.zip/" + name("a.step"))).isEqualTo("CREATED");
        assertRefused(report, "p.zip/" + name("b.step"), why);
        assertRefused(report, "p.zip/" + name("b.step"),
                method == 8 || method == 99 ? "without one." : "with deflate.");
        assertThat(outcome(report, "p.zip/" + name("c.step"))).isEqualTo("CREATED");
        assertThat(report.at("/counts/total").asInt()).as(report.toString()).isEqualTo(3);
    }

    @Test
    void largeSizesOfFilesThatCannotBeReadAreKnown() throws IOException {
        SeekableInMemoryByteChannel bytes = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            zip.setUseZip64(Zip64Mode.Always);
            for (String file : List.of("a.step", "b.step", "c.step")) {
                zip.putArchiveEntry(new ZipArchiveEntry(name(file)));
                zip.write(step(file));
                zip.closeArchiveEntry();
            }
        }
        byte[] zip = java.util.Arrays.copyOf(bytes.array(), (int) bytes.size());
        zip[header(zip, "b.step") + 8] = 12;

        JsonNode report = finished(send(Map.of("p.zip", zip)));

        assertRefused(report, "p.zip/" + name("b.step"), "packed with bzip2");
        assertThat(report.at("/counts/created").asInt()).as(report.toString()).isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeReadAndHasNoEndIsTheLastOne() {
        byte[] zip = threeOfWhichTheSecondIsPacked(9, 8);
        int descriptor = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0007\u0008",
                header(zip, "b.step"));
        zip[descriptor + 8]++;

        JsonNode report = finished(send(Map.of("p.zip", zip)));

        assertThat(outcome(report, "p.zip/" + name("a.step"))).isEqualTo("CREATED");
        assertRefused(report, "p.zip/" + name("b.step"), "packed with deflate64");
        assertRefused(report, "p.zip", "Where '" + name("b.step") + "' ends in the ZIP cannot be told; what stands in"
                + " it from there on was not imported");
    }

    @Test
    void aZipThatIsCutOffBetweenTwoFilesIsNoticed() {
        byte[] whole = zip(Map.of(name("a.step"), step("a")));

        JsonNode report = finished(send(Map.of("p.zip", java.util.Arrays.copyOf(whole, entryBytes(whole)))));

        assertThat(outcome(report, "p.zip/" + name("a.step"))).isEqualTo("CREATED");
        assertRefused(report, "p.zip", "The ZIP is damaged");
    }

    /** Its second file says that it is packed so, and has these flags. */
    private byte[] threeOfWhichTheSecondIsPacked(int method, int flags) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String file : List.of("a.step", "b.step", "c.step")) {
            files.put(name(file), step(file));
        }
        byte[] zip = zip(files);
        int second = header(zip, "b.step");
        if ((flags & 8) == 0) {
            withoutDescriptor(zip, second);
        }
        zip[second + 6] = (byte) flags;
        zip[second + 8] = (byte) method;
        return zip;
    }

    /** Where the header of a file begins. */
    private int header(byte[] zip, String file) {
        return new String(zip, StandardCharsets.ISO_8859_1).indexOf(name(file)) - 30;
    }

    /** Writes a file's size before it, and makes what told it behind the file a part of that. */
    private static void withoutDescriptor(byte[] zip, int header) {
        String text = new String(zip, StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int data = header + 30 + bytes.getShort(header + 26) + bytes.getShort(header + 28);
        bytes.putInt(header + 18, text.indexOf("PK\u0003\u0004", data) - data);
    }

    /** The bytes before the directory, which are the entries. */
    private static int entryBytes(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
    }
}
