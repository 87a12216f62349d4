package io.renderline.api.studios;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.renderline.api.web.RequestFields;
import io.renderline.api.web.RequestTexts;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.UpAxis;
import io.renderline.core.task.MaterialPreset;
import io.renderline.core.task.MaterialRule;

/** Reads the fields {@code studio} and {@code materials}, and colours. */
public final class StagingReader {
    /** Which way is up; products have it, and jobs. */
    public static final String UP = "up";

    private static final int MAX_RULES = 200;

    private StagingReader() {}

    /** What is left away is not chosen. */
    public static Staging read(RequestFields fields) {
        return new Staging(studio(fields), materials(fields));
    }

    /** The field {@code up}: which way is up in a model whose file does not tell it; null where it is left away. */
    public static @Nullable UpAxis up(RequestFields fields) {
        UpAxis up = fields.label(UP, UpAxis.Z, UpAxis::label);
        return fields.has(UP) ? up : null;
    }

    /** What is wrong with saying which way is up in a file that tells it, as the rest of a sentence. */
    public static String upIsTold(ModelFormat format) {
        return "cannot be set: the model is " + format.label()
                + ", which tells by itself which way is up; leave it away";
    }

    /** A colour as {@code #rrggbb} in lower case, or null. */
    public static @Nullable String colour(RequestFields fields, String name) {
        String text = fields.text(name);
        if (text == null) {
            return null;
        }
        String colour = text.toLowerCase(Locale.ROOT);
        if (!MaterialRule.isHex(colour)) {
            fields.fault(name, "is '" + text + "'; it must be a colour such as #f2f2f2");
            return null;
        }
        return colour;
    }

    private static @Nullable StudioChoice studio(RequestFields fields) {
        String text = fields.text("studio");
        if (text == null) {
            return null;
        }
        Optional<StudioChoice> choice = StudioChoice.parse(text);
        if (choice.isEmpty()) {
            fields.fault("studio", "is '" + text + "'; " + StudioChoice.RULE);
        }
        return choice.orElse(null);
    }

    private static List<MaterialRule> materials(RequestFields fields) {
        if (fields.isEmptyList("materials")) {
            fields.ignore("materials");
            return List.of();
        }
        List<RequestFields> entries = fields.objects("materials", MAX_RULES, null);
        List<MaterialRule> rules = new ArrayList<>();
        for (RequestFields entry : Objects.requireNonNullElse(entries, List.<RequestFields>of())) {
            rule(entry).ifPresent(rules::add);
        }
        return rules;
    }

    /** Empty after a fault. */
    private static Optional<MaterialRule> rule(RequestFields entry) {
        String part = RequestTexts.bounded(entry, "part", MaterialRule.MAX_LENGTH);
        String colour = colourPattern(entry);
        MaterialPreset preset = entry.has("preset")
                ? entry.requiredLabel("preset", MaterialPreset.class, MaterialPreset::label)
                : null;
        String tint = colour(entry, "tint");
        String material = RequestTexts.bounded(entry, "material", MaterialRule.MAX_LENGTH);
        entry.ignore("preset");
        boolean isSound = true;
        if (!entry.has("part") && !entry.has("colour")) {
            entry.fault("part", "is missing; a rule says by part, by colour or by both which surfaces it is for");
            isSound = false;
        }
        if (entry.has("preset") == entry.has("material")) {
            entry.fault("preset", entry.has("preset")
                    ? "cannot stand beside material; leave one of them away"
                    : "is missing; a rule names a preset, or a material of the studio's file");
            isSound = false;
        }
        if (tint != null && (preset == null || !preset.isTinted())) {
            entry.fault("tint", preset == null
                    ? "belongs to a preset"
                    : "cannot be chosen for " + preset.label() + ", which has a colour of its own");
            isSound = false;
        }
        entry.refuseOthers();
        return isSound && (part != null || colour != null) && (preset != null || material != null)
                ? Optional.of(new MaterialRule(part, colour, preset, tint, material))
                : Optional.empty();
    }

    private static @Nullable String colourPattern(RequestFields entry) {
        String text = entry.text("colour");
        if (text == null) {
            return null;
        }
        String colour = text.toLowerCase(Locale.ROOT);
        if (!MaterialRule.isHex(colour) && !MaterialRule.COLOURS.contains(colour)) {
            entry.fault("colour", "is '" + text + "'; it must be a colour such as #c0c0c0, or one of "
                    + String.join(", ", new TreeSet<>(MaterialRule.COLOURS)));
            return null;
        }
        return colour;
    }
}
