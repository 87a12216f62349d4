package io.renderline.api.imports;

import java.net.URI;
import java.util.List;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.renderline.api.media.AssetIntake;
import io.renderline.api.media.UploadedPart;
import io.renderline.api.web.PathId;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

/** Imports over HTTP. */
@RestController
class ImportController {
    private final AssetIntake assets;
    private final ImportLimits limits;
    private final ImportTable table;

    ImportController(AssetIntake assets, ImportLimits limits, ImportTable table) {
        this.assets = assets;
        this.limits = limits;
        this.table = table;
    }

    /** Takes all files in, and answers before their products are made. */
    @PostMapping("/v1/product-imports")
    ResponseEntity<ProductImport> start(HttpServletRequest request) throws HttpMediaTypeNotSupportedException {
        UploadedPart.requireForm(request);
        ImportIntake intake = new ImportIntake(assets, new UnpackBudget(limits));
        UploadedPart.forEach(request, intake::take);
        List<ImportedFile> files = intake.files();
        if (files.isEmpty()) {
            throw new ProblemException(ProblemCode.MALFORMED_UPLOAD,
                    "The form has no file in a part named 'file', or a ZIP that is empty. With curl: -F file=@parts.zip");
        }
        ProductImport started = table.find(table.insert(files)).orElseThrow();
        return ResponseEntity.accepted().contentType(MediaType.APPLICATION_JSON)
                .location(URI.create("/v1/product-imports/" + started.id())).body(started);
    }

    @GetMapping("/v1/product-imports/{id}")
    ProductImport report(@PathVariable String id) {
        return PathId.parse(id).flatMap(table::find).orElseThrow(() -> new ProblemException(
                ProblemCode.UNKNOWN_IMPORT, "No import has the id '" + id + "'."));
    }
}
