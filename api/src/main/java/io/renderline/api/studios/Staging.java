package io.renderline.api.studios;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.renderline.core.task.MaterialRule;

/**
 * What somebody chose of studio and materials.
 *
 * @param studio null: nothing was chosen
 * @param materials the first that fits a surface counts
 */
public record Staging(@Nullable StudioChoice studio, List<MaterialRule> materials) {
    /** Nothing chosen. */
    public static final Staging NONE = new Staging(null, List.of());

    public Staging {
        materials = List.copyOf(materials);
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
        return new Staging(chosen, all);
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
