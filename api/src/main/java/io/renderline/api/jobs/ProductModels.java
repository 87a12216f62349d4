package io.renderline.api.jobs;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Knows what products' pictures are made of. */
public interface ProductModels {
    /** The product's newest model; empty when there is no such product, or it is archived, or has no file. */
    Optional<ProductModel> find(String articleNumber);

    /** The same for many products, by article number. */
    Map<String, ProductModel> findAll(Collection<String> articleNumbers);
}
