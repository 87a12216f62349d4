package io.renderline.api.catalog;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

import io.renderline.api.web.ListQuery;
import io.renderline.api.web.PageCursor;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

/** Products over HTTP. */
@RestController
class ProductController {
    private static final int MAX_PAGE = 200;
    private static final int MAX_SEARCH = 200;

    private final ProductReader reader;
    private final Products products;
    private final ProductQueries queries;

    ProductController(ProductReader reader, Products products, ProductQueries queries) {
        this.reader = reader;
        this.products = products;
        this.queries = queries;
    }

    /** 201 when it is new, else 200. */
    @PutMapping(path = "/v1/products/{articleNumber}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Product> put(@PathVariable String articleNumber, HttpServletRequest body) throws IOException {
        ProductReader.Wish wish = reader.read(articleNumber, body.getInputStream());
        Products.Outcome outcome = products.change(wish.articleNumber(), wish.change());
        Product product = product(articleNumber);
        return outcome == Products.Outcome.CREATED
                ? ResponseEntity.created(
                        URI.create("/v1/products/" + UriUtils.encodePathSegment(articleNumber, "UTF-8"))).body(product)
                : ResponseEntity.ok(product);
    }

    @GetMapping("/v1/products/{articleNumber}")
    Product product(@PathVariable String articleNumber) {
        return ArticleNumber.of(articleNumber).flatMap(known -> queries.find(known.text()))
                .orElseThrow(() -> ProductFaults.unknown(articleNumber));
    }

    /** Newest first. */
    @GetMapping("/v1/products/{articleNumber}/revisions")
    List<Product.Revision> revisions(@PathVariable String articleNumber) {
        return queries.revisions(product(articleNumber).articleNumber());
    }

    @GetMapping("/v1/products")
    Product.Page list(@RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        int size = ListQuery.limit(limit, MAX_PAGE);
        if (search.length() > MAX_SEARCH || (search + tag).indexOf(0) >= 0) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST,
                    "search must be at most " + MAX_SEARCH + " characters of plain text, and tag plain text.");
        }
        String after = cursor == null
                ? ""
                : PageCursor.read(cursor, text -> ArticleNumber.of(text).map(number -> text));
        return queries.page(search, tag, after, size);
    }

    /** Takes it off all lists. */
    @DeleteMapping("/v1/products/{articleNumber}")
    ResponseEntity<Void> archive(@PathVariable String articleNumber) {
        if (ArticleNumber.of(articleNumber).filter(known -> products.archive(known.text())).isEmpty()) {
            throw ProductFaults.unknown(articleNumber);
        }
        return ResponseEntity.noContent().build();
    }
}
