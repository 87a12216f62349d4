package io.renderline.api.catalog;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.jobs.ProductModel;
import io.renderline.api.jobs.ProductModels;

/** Tells jobs what a product's pictures are made of. */
@Component
class CatalogModels implements ProductModels {
    private final ProductRepository products;
    private final RevisionRepository revisions;

    CatalogModels(ProductRepository products, RevisionRepository revisions) {
        this.products = products;
        this.revisions = revisions;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<ProductModel> find(String articleNumber) {
        return ArticleNumber.of(articleNumber).flatMap(known -> products.findById(known.text()))
                .filter(product -> !product.isArchived())
                .flatMap(product -> revisions.findById(new RevisionId(product.articleNumber(), product.revision()))
                        .map(revision -> revision.model(product.staging())));
    }

    @Override
    @Transactional(readOnly = true)
    public Map<String, ProductModel> findAll(Collection<String> articleNumbers) {
        return revisions.findNewest(articleNumbers).stream().map(NewestRevision::model)
                .collect(Collectors.toMap(ProductModel::articleNumber, Function.identity()));
    }
}
