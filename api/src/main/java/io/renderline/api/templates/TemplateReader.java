package io.renderline.api.templates;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.api.web.PathId;
import io.renderline.api.web.RequestBody;
import io.renderline.api.web.RequestFields;
import io.renderline.core.media.ModelFormat;

/** Reads what a client wants a template to be, and says all that is wrong with it. */
@Component
class TemplateReader {
    private static final int MAX_BYTES = 1024 * 1024;

    private final MediaCatalog media;

    TemplateReader(MediaCatalog media) {
        this.media = media;
    }

    /** The asset that the template shall be. */
    UUID read(String name, InputStream body) throws IOException {
        return RequestBody.read(body, MAX_BYTES, "A template", fields -> read(name, fields));
    }

    private UUID read(String path, RequestFields fields) {
        if (!TemplateName.isOne(path)) {
            fields.fault("name", "is '" + path + "' in the path; it must be 1 to 64 lower-case letters, digits and"
                    + " single hyphens between them, such as product-intro");
        }
        String repeated = fields.text("name");
        if (repeated != null && !repeated.equals(path)) {
            fields.fault("name", "is '" + repeated + "', but the path says '" + path + "'; a template keeps its name");
        }
        String id = fields.text("asset");
        Optional<MediaAsset> asset = Optional.ofNullable(id).flatMap(PathId::parse).flatMap(media::find);
        if (id == null) {
            if (!fields.has("asset")) {
                fields.fault("asset", "is missing; it must be the id of an uploaded .blend, or of a ZIP with one");
            }
        } else if (asset.isEmpty()) {
            fields.fault("asset", "is '" + id + "'; no asset has this id. Upload the .blend to /v1/assets first");
        } else if (asset.flatMap(MediaAsset::modelFormat).filter(ModelFormat::isScene).isEmpty()) {
            fields.fault("asset", "is '" + id + "', which is of the kind " + asset.get().kind().label()
                    + "; it must be a .blend, or a ZIP with one");
        }
        // So that a client may send back what it was given
        fields.ignore("version", "file", "createdAt", "archivedAt", "inspection", "parameters", "scene");
        fields.refuseOthers();
        return asset.map(MediaAsset::id).orElseGet(() -> new UUID(0, 0));
    }
}
