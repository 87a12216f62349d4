package io.renderline.api.imports;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.renderline.api.imports.PackedEntry.Descriptor;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What becomes of the files of a ZIP that lie beside a damaged one. */
class DamagedZipTest extends ImportBed {
    /** What packed bytes may begin with. */
    enum Damage {
        /** An empty block, the last one. */
        ENDS_EARLY("\3\0"),
        /** A block of a kind that there is none of. */
        NO_BLOCK("\7"),
        /** A block of 65,535 bytes as they are. */
        RUNS_ON("\0\377\377\0\0");

        private final String packed;

        Damage(String packed) {
            this.packed = packed;
        }

        byte[] bytes() {
            return packed.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @CsvSource({"NONE, ENDS_EARLY", "NONE, NO_BLOCK", "NONE, RUNS_ON", "SIGNED, ENDS_EARLY", "SIGNED, NO_BLOCK",
            "SIGNED, RUNS_ON", "LARGE, NO_BLOCK"})
    void theOthersGoOnBesideAFileWhosePackedBytesAreDamaged(Descriptor descriptor, Damage damage) {
        PackedEntry second = deflated("b.step", descriptor).withPacked(damage.bytes());

        JsonNode report = finished(send(Map.of("p.zip", zip(second))));

        assertOnlyTheSecondIsRefused(report, "is damaged within the ZIP. Make the ZIP anew.");
    }

    @ParameterizedTest
    @EnumSource
    void theOthersGoOnBesideAFileThatDoesNotFitItsChecksum(Descriptor descriptor) {
        PackedEntry second = deflated("b.step", descriptor).withOtherChecksum();

        JsonNode report = finished(send(Map.of("p.zip", zip(second))));

        assertOnlyTheSecondIsRefused(report, "is damaged within the ZIP. Make the ZIP anew.");
    }

    @Test
    void theOthersGoOnBesideAFileThatIsNoModelAndIsDamagedBehindItsBeginning() {
        PackedEntry second = PackedEntry.deflated(name("b.step"), SampleFiles.text("hello\n".repeat(20_000)),
                Descriptor.SIGNED);

        JsonNode report = finished(send(Map.of("p.zip", zip(second.withOtherChecksum()))));

        assertThat(outcome(report, "p.zip/" + name("b.step"))).isEqualTo("SKIPPED");
        assertThat(outcome(report, "p.zip/" + name("c.step"))).isEqualTo("CREATED");
    }

    @ParameterizedTest
    @EnumSource
    void allAreReadHoweverTheirSizesAreTold(Descriptor descriptor) {
        JsonNode report = finished(send(Map.of("p.zip", zip(deflated("b.step", descriptor)), "q.zip",
                zip(PackedEntry.deflated(name("d.stl"), odd(), descriptor)))));

        assertThat(report.at("/counts/created").asInt()).as(report.toString()).isEqualTo(4);
        assertThat(report.at("/counts/refused").asInt()).as("the second ZIP's a.step and c.step").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = "UNSIGNED", mode = EnumSource.Mode.EXCLUDE)
    void filesThatAreNotPackedAreRead(Descriptor descriptor) {
        JsonNode report = finished(send(Map.of("p.zip", zip(PackedEntry.stored(name("b.stl"), odd(), descriptor)),
                name("d.stl"), odd())));

        assertThat(report.at("/counts/created").asInt()).as(report.toString()).isEqualTo(4);
        assertThat(file(report, "p.zip/" + name("b.stl")).at("/assetId")).as("the same bytes")
                .isEqualTo(file(report, name("d.stl")).at("/assetId"));
    }

    /** A model in which descriptors seem to stand. */
    private static byte[] odd() {
        byte[] model = SampleFiles.stl(3000);
        byte[] noise = new byte[500];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, model, 84, noise.length);
        byte[] signatures = "PK\7\10PKPK\7\10\7\10".repeat(700).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(signatures, 0, model, 600, signatures.length);
        return model;
    }

    @Test
    void theZipEndsAtADamagedFileWhoseEndCannotBeTold() {
        PackedEntry second = deflated("b.step", Descriptor.UNSIGNED).withPacked(Damage.NO_BLOCK.bytes());

        JsonNode report = finished(send(Map.of("p.zip", zip(second))));

        assertThat(outcome(report, "p.zip/" + name("a.step"))).isEqualTo("CREATED");
        assertRefused(report, "p.zip/" + name("b.step"), "is damaged within the ZIP");
        assertRefused(report, "p.zip", "Where '" + name("b.step") + "' ends in the ZIP cannot be told; what stands in"
                + " it from there on was not imported. Make it anew, packed with deflate.");
    }

    @Test
    void theZipEndsWhereNoFileBeginsAndItsDirectoryDoesNotEither() {
        byte[] zip = zip(deflated("b.step", Descriptor.SIGNED));
        int second = new String(zip, StandardCharsets.ISO_8859_1).indexOf(name("b.step")) - 30;
        zip[second] = 'X';

        JsonNode report = finished(send(Map.of("p.zip", zip)));

        assertThat(outcome(report, "p.zip/" + name("a.step"))).isEqualTo("CREATED");
        assertRefused(report, "p.zip", "The ZIP is damaged");
    }

    private PackedEntry deflated(String file, Descriptor descriptor) {
        return PackedEntry.deflated(name(file), step(file), descriptor);
    }

    private byte[] zip(PackedEntry second) {
        return PackedEntry.zip(deflated("a.step", Descriptor.SIGNED), second, deflated("c.step", Descriptor.NONE));
    }

    private void assertOnlyTheSecondIsRefused(JsonNode report, String why) {
        assertThat(outcome(report, "p.zip/" + name("a.step"))).isEqualTo("CREATED");
        assertRefused(report, "p.zip/" + name("b.step"), "'" + name("b.step") + "' " + why);
        assertThat(outcome(report, "p.zip/" + name("c.step"))).isEqualTo("CREATED");
        assertThat(report.at("/counts/total").asInt()).as(report.toString()).isEqualTo(3);
    }
}
