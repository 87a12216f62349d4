package io.renderline.api.jobs;

import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.renderline.api.web.PathId;
import io.renderline.api.web.RequestFields;

/** Reads what a job's pictures shall show: a model or a product. */
@Component
class SubjectReader {
    private static final Subject NONE = new Subject(new UUID(0, 0), null);

    private final ProductModels products;

    SubjectReader(ProductModels products) {
        this.products = products;
    }

    /** After a fault it is none that exists. */
    Subject read(RequestFields fields) {
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
        return PathId.parse(model).map(id -> new Subject(id, null)).orElseGet(() -> {
            fields.fault("model", "is '" + model + "', which is not the id of an asset");
            return NONE;
        });
    }
}
