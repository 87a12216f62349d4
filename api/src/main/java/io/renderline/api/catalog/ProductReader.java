package io.renderline.api.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.api.studios.Staging;
import io.renderline.api.studios.StagingReader;
import io.renderline.api.studios.StudioFiles;
import io.renderline.api.web.PathId;
import io.renderline.api.web.RequestBody;
import io.renderline.api.web.RequestFields;
import io.renderline.api.web.RequestTexts;
import io.renderline.core.media.AssetKind;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.UpAxis;

/** Reads what a client wants a product to be, and says all that is wrong with it. */
@Component
class ProductReader {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_NAME = 300;
    private static final int MAX_ATTRIBUTES = 200;
    private static final int MAX_ATTRIBUTE_NAME = 100;
    private static final int MAX_ATTRIBUTE = 4000;
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG = 100;

    private final MediaCatalog media;
    private final StudioFiles studios;

    ProductReader(MediaCatalog media, StudioFiles studios) {
        this.media = media;
        this.studios = studios;
    }

    /** What a client wants of which product. */
    record Wish(ArticleNumber articleNumber, ProductChange change) {}

    Wish read(String articleNumber, InputStream body) throws IOException {
        return RequestBody.read(body, MAX_BYTES, "A product", fields -> read(articleNumber, fields));
    }

    private Wish read(String path, RequestFields fields) {
        Optional<ArticleNumber> articleNumber = ArticleNumber.of(path);
        String repeated = fields.text("articleNumber");
        if (articleNumber.isEmpty()) {
            fields.fault("articleNumber", "is '" + path + "' in the path; " + ArticleNumber.RULE);
        } else if (repeated != null && !repeated.equals(path)) {
            fields.fault("articleNumber", "is '" + repeated + "', but the path says '" + path
                    + "'; a product keeps its article number");
        }
        String name = RequestTexts.bounded(fields, "name", MAX_NAME);
        Map<String, String> attributes = RequestTexts.map(fields, "attributes", MAX_ATTRIBUTES, MAX_ATTRIBUTE_NAME,
                MAX_ATTRIBUTE);
        List<String> tags = RequestTexts.list(fields, "tags", MAX_TAGS, MAX_TAG);
        UUID cadFile = file(fields, "cadFile", "a CAD file or a mesh, such as STEP or GLB", format -> !isUsd(format));
        Staging staging = StagingReader.read(fields);
        Optional.ofNullable(staging.studio()).flatMap(studios::faultOf)
                .ifPresent(fault -> fields.fault("studio", fault));
        UpAxis up = StagingReader.up(fields);
        UUID usdMaster = file(fields, "usdMaster", "USD or USDZ", ProductReader::isUsd);
        // So that a client may send back what it was given
        fields.ignore("revision", "thumbnail", "geometry", "createdAt", "changedAt", "archivedAt");
        fields.refuseOthers();
        return new Wish(articleNumber.orElseThrow(fields::problem),
                new ProductChange(name, attributes, tags, cadFile, usdMaster, fields.isNull("usdMaster"),
                        staging.studio(), fields.isNull("studio"),
                        fields.has("materials") || fields.isNull("materials") ? staging.materials() : null, up,
                        fields.isNull(StagingReader.UP)));
    }

    private static boolean isUsd(ModelFormat format) {
        return format.kind() == AssetKind.USD_MASTER;
    }

    private @Nullable UUID file(RequestFields fields, String name, String wanted,
            java.util.function.Predicate<ModelFormat> fits) {
        String id = fields.text(name);
        if (id == null) {
            return null;
        }
        Optional<MediaAsset> asset = PathId.parse(id).flatMap(media::find);
        if (asset.isEmpty()) {
            fields.fault(name, "is '" + id + "'; no asset has this id. Upload the file to /v1/assets first");
        } else if (asset.flatMap(MediaAsset::modelFormat).filter(fits).isEmpty()) {
            fields.fault(name,
                    "is '" + id + "', which is of the kind " + asset.get().kind().label() + "; it must be " + wanted);
        }
        return asset.map(MediaAsset::id).orElse(null);
    }
}
