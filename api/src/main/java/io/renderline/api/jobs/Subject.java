package io.renderline.api.jobs;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a job's pictures show.
 *
 * @param product null when the client named the model itself
 */
record Subject(UUID model, @Nullable ProductModel product) {
    static Subject of(ProductModel product) {
        return new Subject(product.model(), product);
    }

    GeometrySource source() {
        return product == null ? GeometrySource.MODEL : product.source();
    }

    /** What the client named: the same, whatever becomes of a product in between. */
    String identity() {
        return product == null ? "model " + model : "product " + product.articleNumber();
    }
}
