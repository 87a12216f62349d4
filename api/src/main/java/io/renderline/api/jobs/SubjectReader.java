package io.renderline.api.jobs;

import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.api.studios.StagingReader;
import io.renderline.api.web.PathId;
import io.renderline.api.web.RequestFields;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.UpAxis;

/** Reads what a job's pictures shall show: a model or a product. */
@Component
class SubjectReader {
    private static final Subject NONE = Subject.of(new UUID(0, 0));

    private final ProductModels products;
    private final MediaCatalog media;

    SubjectReader(ProductModels products, MediaCatalog media) {
        this.products = products;
        this.media = media;
    }

    /** After a fault it is none that exists. */
    Subject read(RequestFields fields) {
        Subject named = named(fields);
        UpAxis up = StagingReader.up(fields);
        if (up == null) {
            return named;
        }
        media.find(named.model()).flatMap(MediaAsset::modelFormat).filter(ModelFormat::tellsUp)
                .ifPresent(format -> fields.fault(StagingReader.UP, StagingReader.upIsTold(format)));
        return new Subject(named.model(), named.product(), up);
    }

    private Subject named(RequestFields fields) {
        String model = fields.text("model");
        String product = fields.text("product");
        if (model != null && product != null) {
            fields.fault("product", "cannot stand beside model; leave one of them away");
        } else if (product != null) {
            return product(fields, product);
        } else if (model != null) {
            return model(fields, model);
        } else if (!fields.has("model") && !fields.has("product")) {
            fields.fault("model", "is missing; it must be the id of an uploaded model, unless product names a product");
        }
        return NONE;
    }

    private Subject product(RequestFields fields, String articleNumber) {
        Optional<ProductModel> found = products.find(articleNumber);
        if (found.isEmpty()) {
            fields.fault("product", "is '" + articleNumber
                    + "'; no product with a CAD file or a USD master has this article number");
        }
        return found.map(Subject::of).orElse(NONE);
    }

    private static Subject model(RequestFields fields, String model) {
        return PathId.parse(model).map(Subject::of).orElseGet(() -> {
            fields.fault("model", "is '" + model + "', which is not the id of an asset");
            return NONE;
        });
    }
}
