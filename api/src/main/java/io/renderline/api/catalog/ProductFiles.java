package io.renderline.api.catalog;

import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.core.media.AssetKind;

/** Gives products their files, where the article number is the name of the file. */
@Service
public class ProductFiles {
    /** What an article number must be, for a sentence. */
    public static final String ARTICLE_NUMBER_RULE = ArticleNumber.RULE;

    private final Products products;
    private final MediaCatalog media;

    ProductFiles(Products products, MediaCatalog media) {
        this.products = products;
        this.media = media;
    }

    /** What a file did to its product. */
    public enum Outcome {
        CREATED, NEW_REVISION, UNCHANGED
    }

    /** A file's name without its ending, when that can be an article number. */
    public static Optional<String> articleNumberOf(String filename) {
        int dot = filename.lastIndexOf('.');
        return ArticleNumber.of(dot > 0 ? filename.substring(0, dot) : filename).map(ArticleNumber::text);
    }

    /** What a model is to its product; two files with the same role cannot belong to one. */
    public static String roleOf(MediaAsset model) {
        return model.kind() == AssetKind.USD_MASTER ? "usdMaster" : "cadFile";
    }

    /** Makes a model the product's newest USD master, if it is USD, else its newest CAD file. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome give(String articleNumber, UUID model) {
        MediaAsset asset = media.find(model).orElseThrow();
        ArticleNumber number = ArticleNumber.of(articleNumber).orElseThrow();
        ProductChange change = asset.kind() == AssetKind.USD_MASTER
                ? ProductChange.ofUsdMaster(model)
                : ProductChange.ofCadFile(model);
        return switch (products.change(number, change)) {
            case CREATED -> Outcome.CREATED;
            case NEW_REVISION -> Outcome.NEW_REVISION;
            case SAME_FILES -> Outcome.UNCHANGED;
        };
    }
}
