package io.renderline.api.templates;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.message.TemplateOffer;

/**
 * A version of a template as clients see it.
 *
 * @param asset the .blend, or a ZIP with one
 * @param file the file in the templates' folder that it is; null: it was uploaded
 * @param archivedAt since when it takes no new jobs; null while it does
 * @param inspection how far it is to know what can be filled in
 * @param parameters what can be filled in; null while that is not known
 * @param scene how it is made; null while that is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TemplateView(String name, int version, UUID asset, @Nullable String file, Instant createdAt,
        @Nullable Instant archivedAt, Inspection inspection, @Nullable Parameters parameters, @Nullable Scene scene) {
    /** The job that inspects it, and why it failed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Inspection(UUID job, String state, @Nullable Fault error) {}

    /** Why an inspection failed. */
    record Fault(String code, @Nullable String message) {}

    /** Names for the parameters of a clip, with what stands there now. */
    record Parameters(List<TemplateOffer.Text> texts, List<TemplateOffer.Color> colors,
            List<TemplateOffer.Image> images) {}

    /** The template as its author left it; {@code missing} names files that did not come with it. */
    record Scene(List<String> cameras, @Nullable String camera, int startFrame, int endFrame, double fps,
            double durationSeconds, int width, int height, int samples, String engine, List<String> missing) {
        static Scene of(TemplateOffer offer) {
            return new Scene(offer.cameras(), offer.camera(), offer.startFrame(), offer.endFrame(), offer.fps(),
                    (offer.endFrame() - offer.startFrame() + 1) / offer.fps(), offer.width(), offer.height(),
                    offer.samples(), offer.engine(), offer.missing());
        }
    }

    /** Templates by name; {@code nextCursor} is null on the last page. */
    record Page(List<TemplateView> items, @Nullable String nextCursor) {}

    static TemplateView of(Template template) {
        Template.Inspection inspection = template.inspection();
        TemplateOffer offer = template.offer();
        return new TemplateView(template.name(), template.version(), template.asset(),
                template.file() == null ? null : template.file().name(), template.createdAt(), template.archivedAt(),
                new Inspection(inspection.job(), inspection.state(),
                        inspection.errorCode() == null
                                ? null
                                : new Fault(inspection.errorCode(), inspection.errorMessage())),
                offer == null ? null : new Parameters(offer.texts(), offer.colors(), offer.images()),
                offer == null ? null : Scene.of(offer));
    }

    /** What may be otherwise while the version is the same, for its ETag. */
    String state() {
        return Integer.toHexString(Objects.hash(file, archivedAt, inspection.job(), inspection.state(),
                parameters != null));
    }

    /** Without what can be filled in: for lists. */
    TemplateView brief() {
        return new TemplateView(name, version, asset, file, createdAt, archivedAt, inspection, null, null);
    }
}
