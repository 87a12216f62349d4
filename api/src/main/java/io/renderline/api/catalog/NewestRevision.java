package io.renderline.api.catalog;

import io.renderline.api.jobs.ProductModel;

/** A product and the revision that it is at. */
record NewestRevision(ProductEntity product, RevisionEntity revision) {
    /** What its pictures are made of, and how they show it. */
    ProductModel model() {
        return revision.model(product.staging());
    }
}
