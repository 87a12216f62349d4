package io.renderline.api.jobs;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.api.web.PathId;
import io.renderline.api.web.RequestFields;
import io.renderline.api.web.RequestTexts;
import io.renderline.core.media.AssetKind;
import io.renderline.core.message.TemplateOffer;
import io.renderline.core.task.MaterialRule;
import io.renderline.core.task.TemplateFilling;

/** Reads what a clip puts into its template. What the template lacks is answered with what it has, once that is known. */
@Component
class ClipParametersReader {
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_VALUE = 100;
    private static final int MAX_SHOWN = 20;

    private final MediaCatalog media;

    ClipParametersReader(MediaCatalog media) {
        this.media = media;
    }

    ClipParameters read(@Nullable RequestFields fields, @Nullable TemplateOffer offer) {
        if (fields == null) {
            return ClipParameters.of(Map.of(), Map.of(), Map.of());
        }
        Map<String, String> texts = map(fields, "texts", MAX_TEXT);
        Map<String, String> colors = map(fields, "colors", MAX_VALUE);
        Map<String, String> images = map(fields, "images", MAX_VALUE);
        fields.refuseOthers();
        if (offer != null) {
            requireKnown(fields, "texts", texts.keySet(),
                    offer.texts().stream().map(TemplateOffer.Text::name).toList());
            requireKnown(fields, "colors", colors.keySet(),
                    offer.colors().stream().map(TemplateOffer.Color::name).toList());
            requireKnown(fields, "images", images.keySet(),
                    offer.images().stream().map(TemplateOffer.Image::name).toList());
        }
        return ClipParameters.of(texts, colors(fields, colors), images(fields, images));
    }

    private static Map<String, String> map(RequestFields fields, String name, int maxLength) {
        Map<String, String> given = RequestTexts.map(fields, name, TemplateFilling.MAX_ENTRIES,
                TemplateFilling.MAX_NAME, maxLength);
        return given == null ? Map.of() : given;
    }

    private static void requireKnown(RequestFields fields, String kind, Collection<String> wanted,
            List<String> offered) {
        for (String name : wanted) {
            if (!offered.contains(name)) {
                fields.fault(kind + "." + name, "is not in the template, which has "
                        + (offered.isEmpty() ? "no " + kind : "the " + kind + " " + shown(offered, "")));
            }
        }
    }

    /** Some names, or {@code none} when there are none. */
    static String shown(List<String> names, String none) {
        String some = names.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
        return names.isEmpty() ? none : names.size() > MAX_SHOWN ? some + " and more" : some;
    }

    private static Map<String, String> colors(RequestFields fields, Map<String, String> given) {
        Map<String, String> colors = new TreeMap<>();
        given.forEach((name, text) -> {
            String color = text.toLowerCase(Locale.ROOT);
            if (MaterialRule.isHex(color)) {
                colors.put(name, color);
            } else {
                fields.fault("colors." + name, "is '" + text + "'; it must be a colour such as #ff8800");
            }
        });
        return colors;
    }

    private Map<String, UUID> images(RequestFields fields, Map<String, String> given) {
        Map<String, UUID> images = new TreeMap<>();
        given.forEach((name, id) -> {
            Optional<MediaAsset> asset = PathId.parse(id).flatMap(media::find);
            if (asset.isEmpty()) {
                fields.fault("images." + name,
                        "is '" + id + "'; no asset has this id. Upload the picture to /v1/assets first");
            } else if (asset.get().kind() != AssetKind.IMAGE_SOURCE) {
                fields.fault("images." + name, "is '" + id + "', which is of the kind " + asset.get().kind().label()
                        + "; it must be an uploaded PNG, JPEG or WebP");
            } else {
                images.put(name, asset.get().id());
            }
        });
        return images;
    }
}
