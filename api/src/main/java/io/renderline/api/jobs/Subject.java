package io.renderline.api.jobs;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.studios.Staging;
import io.renderline.core.media.UpAxis;

/**
 * What a job's pictures show.
 *
 * @param product null when the client named the model itself
 * @param up which way is up in it; null: as its product says, or else as is usual
 */
record Subject(UUID model, @Nullable ProductModel product, @Nullable UpAxis up) {
    static Subject of(ProductModel product) {
        return new Subject(product.model(), product, null);
    }

    /** What the client named itself. */
    static Subject of(UUID model) {
        return new Subject(model, null, null);
    }

    GeometrySource source() {
        return product == null ? GeometrySource.MODEL : product.source();
    }

    /** What it is shown in where the job does not say it, and how it stands; null: nothing is said of it. */
    @Nullable
    Staging staging() {
        Staging ofProduct = product == null ? null : product.staging();
        if (up == null) {
            return ofProduct;
        }
        return (ofProduct == null ? Staging.NONE : ofProduct).with(up);
    }

    /** What the client named: the same, whatever becomes of a product in between. */
    String identity() {
        String named = product == null ? "model " + model : "product " + product.articleNumber();
        return up == null ? named : named + " up " + up.label();
    }
}
