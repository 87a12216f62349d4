package io.renderline.api.imports;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.renderline.api.idempotency.Accepted;
import io.renderline.api.idempotency.IdempotencyKey;
import io.renderline.api.idempotency.IdempotencyKeys;
import io.renderline.api.media.AssetIntake;
import io.renderline.api.media.UploadedPart;
import io.renderline.api.web.ListQuery;
import io.renderline.api.web.PageCursor;
import io.renderline.api.web.PathId;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

/** Imports over HTTP. */
@RestController
class ImportController {
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1000;

    private final AssetIntake assets;
    private final ImportLimits limits;
    private final IdempotencyKeys keys;
    private final ImportTable table;

    ImportController(AssetIntake assets, ImportLimits limits, IdempotencyKeys keys, ImportTable table) {
        this.assets = assets;
        this.limits = limits;
        this.keys = keys;
        this.table = table;
    }

    /** Takes all files in, and answers before their products are made. */
    @PostMapping("/v1/product-imports")
    ResponseEntity<ProductImport> start(HttpServletRequest request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String idempotencyKey)
            throws HttpMediaTypeNotSupportedException {
        Optional<String> key = IdempotencyKey.parse(idempotencyKey);
        UploadedPart.requireForm(request);
        ImportIntake intake = new ImportIntake(assets, new UnpackBudget(limits));
        UploadedPart.forEach(request, intake::take);
        List<ImportedFile> files = intake.files();
        if (files.isEmpty()) {
            throw new ProblemException(ProblemCode.MALFORMED_UPLOAD,
                    "The form has no file in a part named 'file', or a ZIP that is empty. With curl: -F file=@parts.zip");
        }
        Accepted accepted = keys.once(
                IdempotencyKey.of(IdempotencyKey.Scope.IMPORT, key, () -> ImportedFile.fingerprint(files)),
                id -> table.insert(id, files));
        return accepted.answer(URI.create("/v1/product-imports/" + accepted.id()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(table.find(accepted.id(), new ImportTable.Page(null, 0, PAGE)).orElseThrow());
    }

    @GetMapping("/v1/product-imports/{id}")
    ProductImport report(@PathVariable String id, @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "" + PAGE) int limit) {
        ImportTable.Page page = new ImportTable.Page(
                ListQuery.choice("outcome", outcome, ImportedFile.Outcome.values()),
                cursor == null ? 0 : PageCursor.read(cursor, ImportController::ordinal),
                ListQuery.limit(limit, MAX_PAGE));
        return PathId.parse(id).flatMap(known -> table.find(known, page)).orElseThrow(() -> new ProblemException(
                ProblemCode.UNKNOWN_IMPORT, "No import has the id '" + id + "'."));
    }

    private static Optional<Integer> ordinal(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
