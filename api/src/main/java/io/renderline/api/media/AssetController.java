package io.renderline.api.media;

import java.net.URI;

import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.renderline.api.web.PathId;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

/** Uploads, and what is known of a stored file. */
@RestController
class AssetController {
    /** What a form may have around the file. */
    private static final long FORM_BYTES = 1024 * 1024;

    private final AssetIntake intake;
    private final MediaCatalog catalog;

    AssetController(AssetIntake intake, MediaCatalog catalog) {
        this.intake = intake;
        this.catalog = catalog;
    }

    /** 201 for new bytes, 200 for known ones, with the same asset each time. */
    @PostMapping("/v1/assets")
    ResponseEntity<MediaAsset> upload(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        UploadedPart.requireForm(request);
        if (request.getContentLengthLong() - FORM_BYTES > intake.maxBytes()) {
            throw intake.tooLarge("The upload");
        }
        MediaCatalog.Registration registration = intake.take(UploadedPart.first(request));
        URI location = URI.create("/v1/assets/" + registration.asset().id());
        return registration.isNew()
                ? ResponseEntity.created(location).body(registration.asset())
                : ResponseEntity.ok().location(location).body(registration.asset());
    }

    @GetMapping("/v1/assets/{id}")
    MediaAsset asset(@PathVariable String id) {
        return PathId.parse(id).flatMap(catalog::find).orElseThrow(() -> unknown(id));
    }

    static ProblemException unknown(String id) {
        return new ProblemException(ProblemCode.UNKNOWN_ASSET, "No asset has the id '" + id + "'.");
    }
}
