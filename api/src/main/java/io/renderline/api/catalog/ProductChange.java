package io.renderline.api.catalog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.studios.Staging;
import io.renderline.api.studios.StudioChoice;
import io.renderline.core.media.UpAxis;
import io.renderline.core.task.MaterialRule;

/**
 * What shall become of a product. What is null stays as it is.
 *
 * @param removesUsdMaster whether pictures shall be made of the CAD file again
 * @param removesStudio whether it shall be shown in the usual studio again
 * @param up which way is up in its CAD file, where that does not tell it
 * @param removesUp whether that shall be as is usual again
 */
record ProductChange(@Nullable String name, @Nullable Map<String, String> attributes, @Nullable List<String> tags,
        @Nullable UUID cadFile, @Nullable UUID usdMaster, boolean removesUsdMaster, @Nullable StudioChoice studio,
        boolean removesStudio, @Nullable List<MaterialRule> materials, @Nullable UpAxis up, boolean removesUp) {
    /** What becomes of what was chosen before. */
    Staging staging(Staging before) {
        StudioChoice kept = removesStudio ? null : before.studio();
        UpAxis keptUp = removesUp ? null : before.up();
        return new Staging(studio == null ? kept : studio, materials == null ? before.materials() : materials,
                up == null ? keptUp : up);
    }

    /** Another CAD file, and nothing else. */
    static ProductChange ofCadFile(UUID cadFile) {
        return new ProductChange(null, null, null, cadFile, null, false, null, false, null, null, false);
    }

    /** Another USD master, and nothing else. */
    static ProductChange ofUsdMaster(UUID usdMaster) {
        return new ProductChange(null, null, null, null, usdMaster, false, null, false, null, null, false);
    }
}
