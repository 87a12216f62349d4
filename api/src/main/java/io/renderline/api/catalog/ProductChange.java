package io.renderline.api.catalog;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What shall become of a product. What is null stays as it is.
 *
 * @param removesUsdMaster whether pictures shall be made of the CAD file again
 */
record ProductChange(@Nullable String name, @Nullable Map<String, String> attributes, @Nullable List<String> tags,
        @Nullable UUID cadFile, @Nullable UUID usdMaster, boolean removesUsdMaster) {
    /** Another CAD file, and nothing else. */
    static ProductChange ofCadFile(UUID cadFile) {
        return new ProductChange(null, null, null, cadFile, null, false);
    }

    /** Another USD master, and nothing else. */
    static ProductChange ofUsdMaster(UUID usdMaster) {
        return new ProductChange(null, null, null, null, usdMaster, false);
    }
}
