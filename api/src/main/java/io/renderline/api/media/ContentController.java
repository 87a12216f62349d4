package io.renderline.api.media;

import java.io.IOException;
import java.util.Optional;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

import io.renderline.api.web.PathId;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Gives stored files out. An asset's bytes never change, so that whoever has them need not ask again. */
@RestController
class ContentController {
    /** Private, since a proxy that many share must not keep what only some may see. */
    private static final String CACHING = "private, max-age=31536000, immutable";

    private final MediaCatalog catalog;
    private final ContentName names;
    private final BlobDelivery delivery;

    ContentController(MediaCatalog catalog, ContentName names, BlobDelivery delivery) {
        this.catalog = catalog;
        this.names = names;
        this.delivery = delivery;
    }

    @RequestMapping(path = "/v1/assets/{id}/content", method = {RequestMethod.GET, RequestMethod.HEAD})
    void content(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        MediaAsset asset = PathId.parse(id).flatMap(catalog::find).orElseThrow(() -> AssetController.unknown(id));
        String tag = '"' + asset.sha256().hex() + '"';
        if (new ServletWebRequest(request, response).checkNotModified(tag)) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, CACHING);
            return;
        }
        if (asset.lostAt() != null) {
            throw BlobDelivery.lost(asset, null);
        }
        Optional<ByteRange> range = ByteRange.of(request, tag, asset.sizeBytes());
        // Only now: a problem must not be kept for a year
        response.setHeader(HttpHeaders.CACHE_CONTROL, CACHING);
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.inline().filename(names.of(asset), UTF_8).build().toString());
        response.setContentType(asset.mimeType());
        range.ifPresent(part -> {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(HttpHeaders.CONTENT_RANGE, part.contentRange(asset.sizeBytes()));
        });
        ByteRange part = range.orElse(new ByteRange(0, asset.sizeBytes()));
        response.setContentLengthLong(part.length());
        if (!HttpMethod.HEAD.matches(request.getMethod())) {
            delivery.send(asset, part, request, response);
        }
    }
}
