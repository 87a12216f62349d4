package io.renderline.api.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.studios.StudioChoice;
import io.renderline.core.media.UpAxis;
import io.renderline.core.task.MaterialRule;

/**
 * A product as clients see it.
 *
 * @param revision the newest one; null while the product has no file
 * @param cadFile the newest revision's asset; null when it has none
 * @param usdMaster the newest revision's asset; null when it has none
 * @param studio what it is shown in where a job does not say it; null: the usual one
 * @param up which way is up in its CAD file; null: as the file tells, or as is usual for its format
 * @param archivedAt since when it stands on no list; null while it does
 */
record Product(String articleNumber, String name, Map<String, String> attributes, List<String> tags,
        @Nullable Integer revision, @Nullable UUID cadFile, @Nullable UUID usdMaster, Thumbnail thumbnail,
        Geometry geometry, @Nullable StudioChoice studio, List<MaterialRule> materials, @Nullable UpAxis up,
        Instant createdAt,
        Instant changedAt, @Nullable Instant archivedAt) {

    /**
     * The picture that a revision has by itself.
     *
     * @param job the job that makes it, which says why it failed; null when there is none
     * @param url the path of its content, once it is made
     */
    record Thumbnail(FileState state, @Nullable UUID job, @Nullable String url) {}

    /**
     * The GLB of a revision's CAD file, to be looked at in 3D.
     *
     * @param url the path of its content, once it is made
     */
    record Geometry(FileState state, @Nullable String url) {}

    /** The files of one revision, and what was made of them. */
    record Revision(int number, @Nullable UUID cadFile, @Nullable UUID usdMaster, Thumbnail thumbnail,
            Geometry geometry, Instant createdAt) {}

    /**
     * Some products, by article number.
     *
     * @param nextCursor what to ask with for the ones after these; null when there are none
     */
    record Page(List<Product> items, @Nullable String nextCursor) {}
}
