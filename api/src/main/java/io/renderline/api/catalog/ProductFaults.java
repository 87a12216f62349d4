package io.renderline.api.catalog;

import io.renderline.api.studios.StagingReader;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.media.ModelFormat;

/** What can be wrong with a request about products. */
final class ProductFaults {
    private ProductFaults() {}

    static ProblemException unknown(String articleNumber) {
        return new ProblemException(ProblemCode.UNKNOWN_PRODUCT, "No product has the article number '" + articleNumber
                + "'. PUT /v1/products/{articleNumber} makes one.");
    }

    static ProblemException upIsTold(ModelFormat format) {
        return ProblemException.ofField(StagingReader.UP, StagingReader.upIsTold(format));
    }

    static ProblemException onlyFile() {
        return ProblemException.ofField("usdMaster",
                "cannot be removed: it is the product's only file; name a cadFile with it");
    }
}
