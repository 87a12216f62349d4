package io.renderline.api.orders;

import java.io.IOException;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import io.renderline.api.media.LostContentException;
import io.renderline.api.web.PathId;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletResponse;

/** Gives out what is made of orders. */
@RestController
class ResultsController {
    private final OrderQueries orders;
    private final ResultFiles files;
    private final ResultsZip zip;

    ResultsController(OrderQueries orders, ResultFiles files, ResultsZip zip) {
        this.orders = orders;
        this.files = files;
        this.zip = zip;
    }

    /** All that is made so far; its manifest says what is not, and why. */
    @GetMapping("/v1/orders/{id}/results.zip")
    void results(@PathVariable String id, HttpServletResponse response) throws IOException {
        UUID order = PathId.parse(id).filter(orders::exists).orElseThrow(() -> OrderController.unknown(id));
        int lost = files.lost(order);
        if (lost > 0) {
            throw lost(lost, null);
        }
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("order-" + order + ".zip").build().toString());
        try {
            zip.write(order, response.getOutputStream());
        } catch (LostContentException e) {
            if (response.isCommitted()) {
                // The connection breaks off: what was sent of the ZIP has no end
                throw e;
            }
            response.reset();
            throw lost(1, e);
        }
    }

    private static ProblemException lost(int files, @Nullable Throwable cause) {
        return new ProblemException(ProblemCode.CONTENT_LOST, files
                + " of the order's files cannot be found in the blob"
                + " store any more, or is damaged there. Send the order again: what is lost is made again, the rest is"
                + " found.", cause);
    }
}
