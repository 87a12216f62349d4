package io.renderline.api.studios;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.media.UpAxis;
import io.renderline.core.task.MaterialRule;

/**
 * What somebody chose of studio and materials, and how the model stands.
 *
 * @param studio null: nothing was chosen
 * @param materials the first that fits a surface counts
 * @param up which way is up in a model whose file does not tell it; null: as is usual for its format
 */
public record Staging(@Nullable StudioChoice studio, List<MaterialRule> materials,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UpAxis up) {
    /** Nothing chosen. */
    public static final Staging NONE = new Staging(null, List.of());

    public Staging {
        materials = List.copyOf(materials);
    }

    /** A choice of studio and materials alone. */
    public Staging(@Nullable StudioChoice studio, List<MaterialRule> materials) {
        this(studio, materials, null);
    }

    /** The same with another axis up. */
    public Staging with(@Nullable UpAxis other) {
        return new Staging(studio, materials, other);
    }

    /**
     * What holds where this goes before the other: its studio if it has one, and its rules first. Rules of the other that
     * name materials of its studio's file hold in that studio only.
     */
    public Staging before(Staging other) {
        StudioChoice chosen = studio == null ? other.studio : studio;
        List<MaterialRule> all = new ArrayList<>(materials);
        other.materials.stream().filter(rule -> rule.material() == null || Objects.equals(chosen, other.studio))
                .forEach(all::add);
        return new Staging(chosen, all, up == null ? other.up : up);
    }

    /** Whether a rule names a material that only a studio's file can have. */
    public boolean needsFile() {
        return materials.stream().anyMatch(rule -> rule.material() != null);
    }

    /** The studio that was chosen, else the usual one. */
    public StudioChoice resolvedStudio() {
        return studio == null ? StudioChoice.USUAL : studio;
    }
}
