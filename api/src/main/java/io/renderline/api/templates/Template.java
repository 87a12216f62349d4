package io.renderline.api.templates;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.jobs.TemplateVersion;
import io.renderline.core.message.TemplateOffer;

/**
 * One version of a template.
 *
 * @param version counted from 1
 * @param asset the .blend, or a ZIP with one
 * @param file the file in the templates' folder that the template is; null: it was uploaded
 * @param createdAt when this version was made
 * @param archivedAt since when the template takes no new jobs; null while it does
 * @param inspection how far it is to know what can be filled in
 * @param offer what can be filled in; null while that is not known
 */
record Template(String name, int version, UUID asset, @Nullable FolderFile file, Instant createdAt,
        @Nullable Instant archivedAt, Inspection inspection, @Nullable TemplateOffer offer) {
    /** The job that inspects it. */
    record Inspection(UUID job, String state, @Nullable String errorCode, @Nullable String errorMessage) {}

    TemplateVersion id() {
        return new TemplateVersion(name, version);
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    Template with(TemplateOffer known) {
        return new Template(name, version, asset, file, createdAt, archivedAt, inspection, known);
    }
}
