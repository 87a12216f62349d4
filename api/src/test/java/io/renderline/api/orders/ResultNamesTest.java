package io.renderline.api.orders;

import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What files are called in an order's ZIP. */
class ResultNamesTest {
    private final ResultNames names = new ResultNames();

    @ParameterizedTest
    @CsvSource({"image/png, png", "image/jpeg, jpg", "image/webp, webp", "image/x-exr, exr", "video/mp4, mp4",
            "application/zip, zip", "text/plain, bin"})
    void aNameSaysWhatItShows(String mimeType, String ending) {
        assertThat(names.of(file("4711", "hero", "front", mimeType))).isEqualTo("4711_hero_front." + ending);
        assertThat(names.of(file("4711", "turntable", null, mimeType))).isEqualTo("4711_turntable." + ending);
    }

    @ParameterizedTest
    @CsvSource({"A/B, A-B", "..\\C, --C", "../D, --D", ". E ., -E-", "F:G*H?, F-G-H-", "Größe 5 (neu), Größe 5 (neu)",
            "'I\tJ', I-J"})
    void whatAFileSystemMayTakeForSomethingElseIsReplaced(String article, String name) {
        assertThat(names.of(file(article, "hero", null, "image/png"))).isEqualTo(name + "_hero.png");
    }

    @Test
    void anArticleNumberOfManyLettersIsCutOff() {
        assertThat(names.of(file("x".repeat(300), "hero", null, "image/png")))
                .isEqualTo("x".repeat(100) + "_hero.png");
    }

    @Test
    void filesOfOneNameAreToldApartAlsoWhereCapitalsDoNotCount() {
        assertThat(names.of(file("bearing", "hero", null, "image/png"))).isEqualTo("bearing_hero.png");
        assertThat(names.of(file("Bearing", "hero", null, "image/png"))).isEqualTo("Bearing_hero_2.png");
        assertThat(names.of(file("bearing", "hero", null, "image/png"))).isEqualTo("bearing_hero_3.png");
        assertThat(names.of(file("bearing", "hero", null, "image/webp"))).isEqualTo("bearing_hero.webp");
    }

    @Test
    void oneFileHasOneName() {
        ResultFile file = file("bearing", "hero", null, "image/png");
        assertThat(names.isNew(file)).isTrue();

        String name = names.of(file);

        assertThat(names.isNew(file)).isFalse();
        assertThat(names.of(file)).isEqualTo(name);
    }

    private static ResultFile file(String product, String outputType, @Nullable String view, String mimeType) {
        return new ResultFile(1, 1, product, null, outputType, 1, 1, "SUCCEEDED", null, view, UUID.randomUUID(), null,
                1,
                mimeType, null, false);
    }
}
