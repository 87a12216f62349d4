package io.renderline.core.task;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.renderline.core.media.GeometryFormat;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.UpAxis;
import io.renderline.core.media.VideoFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TaskParametersTest {
    @ParameterizedTest
    @CsvSource({"0, 512, 0, 0, 64, 0, width", "16385, 512, 0, 0, 64, 0, width", "512, 0, 0, 0, 64, 0, height",
            "512, 512, NaN, 0, 64, 0, azimuth", "512, 512, 0, 90.5, 64, 0, elevation",
            "512, 512, 0, NaN, 64, 0, elevation", "512, 512, 0, 0, 0, 0, samples", "512, 512, 0, 0, 65537, 0, samples",
            "512, 512, 0, 0, 64, -1, seed"})
    void aViewOutOfRangeSaysWhichNumberIs(int width, int height, double azimuth, double elevation, int samples,
            int seed, String wrong) {
        assertThatThrownBy(() -> new View(width, height, azimuth, elevation, samples, true, false, seed,
                ImageFormat.PNG, DevicePolicy.AUTO)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(wrong + " is ");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "360, 0", "-90, 270", "725, 5", "359.5, 359.5"})
    void anAzimuthIsKeptWithinOneTurn(double given, double kept) {
        View view = new View(1, 1, given, 0, 1, false, false, 0, ImageFormat.PNG, DevicePolicy.AUTO);

        assertThat(view.azimuth()).isEqualTo(kept);
    }

    @Test
    void aJpegCannotBeTransparent() {
        assertThatThrownBy(() -> new View(1, 1, 0, 0, 1, false, true, 0, ImageFormat.JPEG, DevicePolicy.AUTO))
                .hasMessageContaining("jpeg has no alpha channel; choose png");
    }

    @Test
    void onlyCadIsTessellatedAndOnlyTheRestIsPreparedAsItIs() {
        assertThatThrownBy(() -> new Tessellation(ModelFormat.GLB, 0.001, 0.2)).hasMessageContaining("GLB");
        assertThatThrownBy(() -> new ScenePreparation(ModelFormat.STEP, Studio.WHITE)).hasMessageContaining("STEP");
    }

    @Test
    void geometryIsExportedOnlyOfWhatBlenderReadsAndOnlyToAnotherFormat() {
        assertThatThrownBy(() -> new GeometryExport(ModelFormat.STEP, GeometryFormat.USDZ))
                .hasMessageContaining("must be tessellated");
        assertThatThrownBy(() -> new GeometryExport(ModelFormat.GLB, GeometryFormat.GLB))
                .hasMessageContaining("GLB file already");
        assertThat(new GeometryExport(ModelFormat.USD, GeometryFormat.USDC).type()).isEqualTo(TaskType.EXPORT_GEOMETRY);
    }

    @ParameterizedTest
    @CsvSource({"STL, Z", "PLY, Z", "OBJ, Y", "OBJ_ZIP, Y", "GLB, Y", "FBX, Z", "USD_ZIP, Z"})
    void whatIsUpIsSaidOnlyWhereItIsNeitherToldNorUsual(ModelFormat format, UpAxis up) {
        ScenePreparation plain = new ScenePreparation(format, Studio.WHITE);

        assertThat(new ScenePreparation(format, Studio.WHITE, List.of(), up)).isEqualTo(plain);
        assertThat(new GeometryExport(format, GeometryFormat.USDC, up))
                .isEqualTo(new GeometryExport(format, GeometryFormat.USDC));
        assertThat(new String(CanonicalJson.bytes(plain), StandardCharsets.UTF_8)).doesNotContain("\"up\"");
    }

    @Test
    void anotherAxisUpIsAnotherScene() {
        assertThat(new ScenePreparation(ModelFormat.STL, Studio.WHITE, List.of(), UpAxis.Y).up()).isEqualTo(UpAxis.Y);
        assertThat(new String(CanonicalJson.bytes(new GeometryExport(ModelFormat.OBJ, GeometryFormat.GLB, UpAxis.Z)),
                StandardCharsets.UTF_8)).contains("\"up\":\"z\"");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.2, Double.NaN, Double.POSITIVE_INFINITY})
    void aToleranceMustBeASmallFraction(double tolerance) {
        assertThatThrownBy(() -> new Tessellation(ModelFormat.STEP, tolerance, 0.2))
                .hasMessageStartingWith("relativeTolerance is ");
    }

    @Test
    void aFilmHasAPaceAndFramesInTheOrderOfTheirNumbers() {
        assertThatThrownBy(() -> new VideoEncoding(VideoFormat.MP4, 0)).hasMessageContaining("fps is 0.0");
        assertThatThrownBy(() -> new VideoEncoding(VideoFormat.MP4, 121)).hasMessageContaining("fps is 121.0");
        assertThat(VideoEncoding.frame(9)).isEqualTo("frame-000009").isLessThan(VideoEncoding.frame(10));
        assertThatThrownBy(() -> VideoEncoding.frame(1_000_000)).hasMessageContaining("frame is 1000000");
    }

    @Test
    void aFrameOfATurnIsAnotherPictureThanTheView() {
        View view = new View(64, 64, 45, 20, 1, false, false, 0, ImageFormat.PNG, DevicePolicy.AUTO);

        assertThat(new String(CanonicalJson.bytes(view), StandardCharsets.UTF_8))
                .as("pictures of before turntables are still found").doesNotContain("turntable");
        assertThat(view.onTurntable()).isNotEqualTo(view);
        assertThat(new String(CanonicalJson.bytes(view.onTurntable()), StandardCharsets.UTF_8))
                .contains("\"turntable\":true");
    }

    @Test
    void aFrameIsNamedByItsNumberOrByItsMoment() {
        SceneFrame byNumber = new SceneFrame(3, null, null, null, null, false, ImageFormat.PNG, DevicePolicy.AUTO);
        SceneMoment moment = new SceneMoment(SceneMoment.Unit.SECONDS, 0.5);

        assertThat(canonical(byNumber)).as("frames of before templates are still found").doesNotContain("moment");
        assertThat(canonical(frame(null, moment))).contains("\"moment\":{\"at\":0.5,\"unit\":\"seconds\"}");
        assertThatThrownBy(() -> frame(3, moment)).hasMessageContaining("by its number or by its moment");
        assertThatThrownBy(() -> frame(null, null)).hasMessageContaining("by its number or by its moment");
        assertThatThrownBy(() -> new SceneMoment(SceneMoment.Unit.SHARE, 1.5)).hasMessageStartingWith("at is 1.5");
        assertThatThrownBy(() -> new SceneMoment(SceneMoment.Unit.SECONDS, Double.NaN)).hasMessageStartingWith("at is");
    }

    private static SceneFrame frame(@Nullable Integer number, @Nullable SceneMoment moment) {
        return new SceneFrame(number, null, null, null, null, false, ImageFormat.PNG, DevicePolicy.AUTO, moment);
    }

    @Test
    void aSceneThatIsNotFilledInIsPackedAsBefore() {
        ScenePacking plain = new ScenePacking(ModelFormat.BLEND, null, false);
        SortedMap<String, String> none = new TreeMap<>();

        assertThat(canonical(plain)).as("scenes of before templates are still found").doesNotContain("filling");
        assertThat(canonical(new ScenePacking(ModelFormat.BLEND, null, false,
                new TemplateFilling(new TreeMap<>(Map.of("Title", "Hi")), none, none))))
                .contains("\"texts\":{\"Title\":\"Hi\"}");
        assertThatThrownBy(() -> new TemplateFilling(none, new TreeMap<>(Map.of("Accent", "red")), none))
                .hasMessage("The color of Accent is red; it must be #rrggbb");
        assertThatThrownBy(() -> new TemplateInspection(ModelFormat.GLB)).hasMessageContaining("GLB is no template");
    }

    private static String canonical(TaskParameters parameters) {
        return new String(CanonicalJson.bytes(parameters), StandardCharsets.UTF_8);
    }

    @Test
    void anUnknownLabelIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Queue.of("huge")).hasMessage("Unknown queue 'huge'; known are heavy, light, cpu");
        assertThatThrownBy(() -> ImageFormat.of("gif"))
                .hasMessage("Unknown image format 'gif'; known are png, webp, jpeg, exr");
    }

    @Test
    void theBundledEngineVersionsAreNamed() {
        assertThat(EngineVersions.bundled().of(TaskType.RENDER_VIEW)).matches("blender \\d+\\.\\d+\\.\\d+");
        assertThat(EngineVersions.bundled().of(TaskType.TESSELLATE)).matches("cascadio \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void aFilmNamesItsDeviceOnlyWhereThatMakesItAnother() {
        assertThat(new VideoEncoding(VideoFormat.MP4, 24, DevicePolicy.AUTO))
                .isEqualTo(new VideoEncoding(VideoFormat.MP4, 24));
        assertThat(new VideoEncoding(VideoFormat.GIF, 24, DevicePolicy.GPU))
                .isEqualTo(new VideoEncoding(VideoFormat.GIF, 24));
        assertThat(new VideoEncoding(VideoFormat.WEBM, 24, DevicePolicy.GPU))
                .isNotEqualTo(new VideoEncoding(VideoFormat.WEBM, 24, DevicePolicy.CPU));
        assertThat(new String(CanonicalJson.bytes(new VideoEncoding(VideoFormat.MP4, 24)), StandardCharsets.UTF_8))
                .doesNotContain("device");
    }
}
