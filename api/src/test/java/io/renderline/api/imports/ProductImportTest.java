package io.renderline.api.imports;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.renderline.api.Answer;
import io.renderline.api.TestServers;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

class ProductImportTest extends ImportBed {

    @Test
    void aZipOfNestedFoldersBecomesProducts() {
        Answer accepted = send(Map.of("parts.zip", zip(Map.of(name("a.step"), step("a"),
                "gears/large/" + name("b.STP"), step("b"), "gears/" + name("c.x.glb"), glb(),
                "notes/readme.txt", SampleFiles.text("hello"), "gears/.DS_Store", new byte[5]))));
        accepted.hasStatus(202);

        assertThat(accepted.header("Location")).isEqualTo(IMPORTS + "/" + accepted.at("/id"));
        JsonNode report = finished(accepted);
        assertThat(report.at("/counts/total").asInt()).isEqualTo(5);
        assertThat(report.at("/counts/created").asInt()).isEqualTo(3);
        assertThat(report.at("/counts/skipped").asInt()).isEqualTo(2);
        assertThat(file(report, "parts.zip/" + name("a.step")).at("/articleNumber").asString()).isEqualTo(name("a"));
        assertThat(file(report, "parts.zip/gears/" + name("c.x.glb")).at("/articleNumber").asString())
                .isEqualTo(name("c.x"));
        assertThat(file(report, "parts.zip/notes/readme.txt").at("/message").asString()).contains("is not a model");
        JsonNode product = api.get("/v1/products/" + name("b")).hasStatus(200).json();
        assertThat(product.at("/revision").asInt()).isOne();
        assertThat(product.at("/thumbnail/state").asString()).isEqualTo("QUEUED");
        assertThat(product.at("/cadFile").asString()).isEqualTo(
                file(report, "parts.zip/gears/large/" + name("b.STP")).at("/assetId").asString());
    }

    @Test
    void aSecondImportSaysWhatIsNewAndWhatIsNot() {
        finished(send(Map.of(name("a.step"), step("a"), name("b.step"), step("b"))));

        JsonNode report = finished(
                send(Map.of(name("a.step"), step("a"), name("b.step"), step("b2"), name("c.step"), step("c"))));

        assertThat(outcome(report, name("a.step"))).isEqualTo("UNCHANGED");
        assertThat(outcome(report, name("b.step"))).isEqualTo("NEW_REVISION");
        assertThat(outcome(report, name("c.step"))).isEqualTo("CREATED");
        assertThat(api.get("/v1/products/" + name("b")).json().at("/revision").asInt()).isEqualTo(2);
    }

    @Test
    void theReportComesInPages() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name("a.step"), step("a"));
        files.put("first.txt", new byte[1]);
        files.put(name("b.step"), step("b"));
        files.put("second.txt", new byte[2]);
        Answer accepted = send(Map.of("p.zip", zip(files)));
        finished(accepted);
        String path = IMPORTS + "/" + accepted.at("/id");

        JsonNode first = api.get(path + "?limit=3").json();
        JsonNode rest = api.get(path + "?limit=3&cursor=" + first.at("/nextCursor").asString()).json();
        JsonNode skipped = api.get(path + "?outcome=skipped&limit=1").json();
        JsonNode last = api.get(path + "?outcome=skipped&limit=1&cursor=" + skipped.at("/nextCursor").asString())
                .json();

        assertThat(paths(first)).containsExactly("p.zip/" + name("a.step"), "p.zip/first.txt",
                "p.zip/" + name("b.step"));
        assertThat(paths(rest)).containsExactly("p.zip/second.txt");
        assertThat(rest.at("/nextCursor").isNull()).isTrue();
        assertThat(rest.at("/counts/total").asInt()).as("of all files").isEqualTo(4);
        assertThat(paths(skipped)).containsExactly("p.zip/first.txt");
        assertThat(paths(last)).containsExactly("p.zip/second.txt");
        assertThat(last.at("/nextCursor").isNull()).isTrue();
        api.get(path + "?outcome=odd").isProblem(400, "INVALID_REQUEST").saying("outcome", "NEW_REVISION");
        api.get(path + "?cursor=odd").isProblem(400, "INVALID_REQUEST").saying("cursor");
        api.get(path + "?limit=1001").isProblem(400, "INVALID_REQUEST").saying("1000");
    }

    @Test
    void aUsdFileIsTheUsdMasterOfItsProduct() {
        JsonNode report = finished(send(Map.of("p.zip", zip(Map.of(name("a.step"), step("a"), name("a.usda"),
                SampleFiles.text("#usda 1.0\n# " + mark))))));

        assertThat(report.at("/counts/refused").asInt()).isZero();
        JsonNode product = api.get("/v1/products/" + name("a")).json();
        assertThat(product.at("/cadFile").isNull()).isFalse();
        assertThat(product.at("/usdMaster").isNull()).isFalse();
    }

    @Test
    void everyFaultStandsInTheReportAndTheOtherFilesAreTaken() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("x/" + name("twice.step"), step("1"));
        files.put("y/" + name("twice.stp"), step("2"));
        files.put("../" + name("out.step"), step("3"));
        files.put("/" + name("root.step"), step("4"));
        files.put("C:\\" + name("drive.step"), step("5"));
        files.put("a/..\\..\\" + name("back.step"), step("6"));
        files.put(name("empty.step"), new byte[0]);
        files.put(name("cut.glb"), java.util.Arrays.copyOf(glb(), 30));
        files.put("bad*" + name("number.step"), step("7"));
        files.put(name("large.stl"), largeStl());
        files.put(name("good.step"), step("8"));
        JsonNode report = finished(send(Map.of("p.zip", zip(files))));

        assertRefused(report, "p.zip/y/" + name("twice.stp"), "article number of 'p.zip/x/" + name("twice.step"));
        assertRefused(report, "p.zip/../" + name("out.step"), "outside");
        assertRefused(report, "p.zip//" + name("root.step"), "outside");
        assertRefused(report, "p.zip/C:\\" + name("drive.step"), "outside");
        assertRefused(report, "p.zip/a/..\\..\\" + name("back.step"), "outside");
        assertRefused(report, "p.zip/" + name("empty.step"), "is empty");
        assertRefused(report, "p.zip/" + name("cut.glb"), "damaged");
        assertRefused(report, "p.zip/" + name("large.stl"), "is larger than");
        assertRefused(report, "p.zip/bad*" + name("number.step"), "cannot be an article number");
        assertThat(outcome(report, "p.zip/" + name("good.step"))).isEqualTo("CREATED");
        assertThat(outcome(report, "p.zip/x/" + name("twice.step"))).isEqualTo("CREATED");
        assertThat(report.at("/counts/created").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsNoImportIsRefused() {
        api.post(IMPORTS, "{}").isProblem(415, "UNSUPPORTED_MEDIA_TYPE").saying("multipart/form-data");
        send(Map.of()).isProblem(400, "MALFORMED_UPLOAD");
        send(Map.of("p.zip", zip(Map.of()))).isProblem(400, "MALFORMED_UPLOAD").saying("empty");
        api.get(IMPORTS + "/7c1c1d5e-0000-4000-8000-000000000000").isProblem(404, "UNKNOWN_IMPORT");
        api.get(IMPORTS + "/nonsense").isProblem(404, "UNKNOWN_IMPORT").saying("'nonsense'");
    }

    @Test
    void anIdempotencyKeyLeadsToOneImport() {
        String key = "import-" + mark;
        Map<String, byte[]> files = Map.of(name("a.step"), step("a"));

        Answer first = api.form(IMPORTS, "file", files, "Idempotency-Key", key).hasStatus(202);
        finished(first);
        Answer second = api.form(IMPORTS, "file", files, "Idempotency-Key", key).hasStatus(202);

        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.at("/state")).as("what became of it is there at once").isEqualTo("FINISHED");
        api.form(IMPORTS, "file", Map.of(name("a.step"), step("b")), "Idempotency-Key", key)
                .isProblem(422, "IDEMPOTENCY_KEY_REUSED").saying(first.at("/id"), "other files");
        api.form(IMPORTS, "file", files, "Idempotency-Key", " ").isProblem(400, "INVALID_REQUEST");
        assertThat(finished(send(files)).at("/id").asString()).as("without a key").isNotEqualTo(first.at("/id"));
    }

    /** One that no ZIP makes smaller. */
    private static byte[] largeStl() {
        int triangles = (int) TestServers.MAX_UPLOAD / 50 + 1;
        byte[] stl = new byte[84 + 50 * triangles];
        new Random(1).nextBytes(stl);
        System.arraycopy(SampleFiles.stl(triangles), 0, stl, 0, 84);
        return stl;
    }
}
