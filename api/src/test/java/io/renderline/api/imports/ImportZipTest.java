package io.renderline.api.imports;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

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
                zip(Map.of(name("Märke.step"), step("marked"))))));

        assertThat(report.at("/files")).extracting(file -> file.at("/articleNumber").asString(""))
                .containsExactlyInAnyOrder(name("Lüfter"), name("Größe 零"), name("Märke"));
        assertThat(report.at("/counts/created").asInt()).as(report.toString()).isEqualTo(3);
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
    @CsvSource({"9, deflate64", "12, bzip2", "14, LZMA", "77, method 77"})
    void aFileThatIsPackedInAnotherWayIsNotCalledDamaged(int method, String named) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name("a.step"), step("a"));
        files.put(name("b.step"), step("b"));
        byte[] zip = zip(files);
        // Of the second entry's header: the flags, without a descriptor behind it, and the method
        int second = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0003\u0004", 4);
        zip[second + 6] &= ~8;
        zip[second + 8] = (byte) method;

        JsonNode report = finished(send(Map.of("p.zip", zip)));

        assertThat(outcome(report, "p.zip/" + name("a.step"))).isEqualTo("CREATED");
        assertRefused(report, "p.zip/" + name("b.step"), "is packed with " + named);
        assertRefused(report, "p.zip/" + name("b.step"), "Pack it with deflate");
        assertRefused(report, "p.zip", "is packed with " + named);
        assertThat(report.toString()).doesNotContain("damaged");
    }

    @Test
    void aZipThatIsCutOffBetweenTwoFilesIsNoticed() {
        byte[] whole = zip(Map.of(name("a.step"), step("a")));

        JsonNode report = finished(send(Map.of("p.zip", java.util.Arrays.copyOf(whole, entryBytes(whole)))));

        assertThat(outcome(report, "p.zip/" + name("a.step"))).isEqualTo("CREATED");
        assertRefused(report, "p.zip", "The ZIP is damaged");
    }

    /** The bytes before the directory, which are the entries. */
    private static int entryBytes(byte[] zip) {
        return java.nio.ByteBuffer.wrap(zip).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
    }
}
