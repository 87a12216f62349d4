package io.renderline.api.web;

import java.util.Locale;

import org.springframework.http.HttpStatus;

/** What can be wrong with a request. Clients see the names, so they are never renamed. */
public enum ProblemCode {
    /** A field has a value that it cannot have; {@code errors} names every such field. */
    INVALID_FIELDS(HttpStatus.BAD_REQUEST, "Some fields are wrong"),
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "The body is not JSON"),
    /** The body is no multipart form with a {@code file}, or ends in the middle. */
    MALFORMED_UPLOAD(HttpStatus.BAD_REQUEST, "The upload cannot be read"),
    /** A query parameter, a header or the path has a value that it cannot have. */
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be read"),
    UNKNOWN_PATH(HttpStatus.NOT_FOUND, "There is nothing at this path"),
    UNKNOWN_ASSET(HttpStatus.NOT_FOUND, "There is no such asset"),
    UNKNOWN_JOB(HttpStatus.NOT_FOUND, "There is no such job"),
    UNKNOWN_PRODUCT(HttpStatus.NOT_FOUND, "There is no such product"),
    UNKNOWN_OUTPUT_TYPE(HttpStatus.NOT_FOUND, "There is no such output type"),
    UNKNOWN_TEMPLATE(HttpStatus.NOT_FOUND, "There is no such template"),
    UNKNOWN_ORDER(HttpStatus.NOT_FOUND, "There is no such order"),
    UNKNOWN_IMPORT(HttpStatus.NOT_FOUND, "There is no such import"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not take this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer does not come in a type that is accepted"),
    /** The asset's bytes are missing or damaged in the blob store. */
    CONTENT_LOST(HttpStatus.GONE, "The content is lost"),
    /** The job is in a state in which this cannot be done to it. */
    WRONG_JOB_STATE(HttpStatus.CONFLICT, "The job's state does not allow it"),
    /** No worker that is there has an FFmpeg that can write the format. */
    ENCODER_MISSING(HttpStatus.CONFLICT, "No worker can write such a film"),
    /** The order, or its line, is in a state in which this cannot be done to it. */
    WRONG_ORDER_STATE(HttpStatus.CONFLICT, "The order's state does not allow it"),
    /** The template is a file in the templates' folder, which alone says what it is. */
    TEMPLATE_IN_FOLDER(HttpStatus.CONFLICT, "The template belongs to the folder"),
    OUTPUT_TYPE_EXISTS(HttpStatus.CONFLICT, "There is such an output type already"),
    /** What {@code If-Match} names is no longer what is there. */
    CHANGED_MEANWHILE(HttpStatus.PRECONDITION_FAILED, "It was changed meanwhile"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    /** The import as a whole is larger than what is taken at once. */
    IMPORT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The import is too large"),
    /** The order has more lines or pictures than are taken at once. */
    ORDER_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The order is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's type is not taken here"),
    RANGE_NOT_SATISFIABLE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "The range lies outside of the file"),
    /** A file in a ZIP unpacks to far more than it is in there. */
    ZIP_BOMB(HttpStatus.UNPROCESSABLE_CONTENT, "The ZIP unpacks to far more than it is"),
    /** The table has no column that is needed, or cannot be read as a table. */
    UNREADABLE_TABLE(HttpStatus.UNPROCESSABLE_CONTENT, "The table cannot be read"),
    /** The text is in another encoding than it should be. */
    WRONG_ENCODING(HttpStatus.UNPROCESSABLE_CONTENT, "The text's encoding is not known"),
    EMPTY_ORDER(HttpStatus.UNPROCESSABLE_CONTENT, "The order has no lines"),
    EMPTY_FILE(HttpStatus.UNPROCESSABLE_CONTENT, "The file is empty"),
    /** The file is none of the formats that a model can come in. */
    NOT_A_MODEL(HttpStatus.UNPROCESSABLE_CONTENT, "The file is not a model"),
    /** The file is a 3D or CAD file, but of a format or version that cannot be used. */
    UNSUPPORTED_MODEL(HttpStatus.UNPROCESSABLE_CONTENT, "The model's format cannot be used"),
    /** The file ends before its end, or contradicts itself. */
    DAMAGED_FILE(HttpStatus.UNPROCESSABLE_CONTENT, "The file is damaged"),
    GIT_LFS_POINTER(HttpStatus.UNPROCESSABLE_CONTENT, "The file is a Git LFS pointer"),
    /** The file names other files that did not come with it. */
    MISSING_PARTS(HttpStatus.UNPROCESSABLE_CONTENT, "Parts of the model are missing"),
    /** The job's model is an asset that is not there. */
    UNKNOWN_MODEL(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such model"),
    /** The job's model is an asset that is no model. */
    ASSET_IS_NO_MODEL(HttpStatus.UNPROCESSABLE_CONTENT, "The asset is not a model"),
    /** The {@code Idempotency-Key} was used for another request. */
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key belongs to another request"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong in Renderline"),
    /** The database, the broker or the blob store cannot be reached; the same request may work soon. */
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Renderline cannot answer now");

    private final HttpStatus status;
    private final String title;

    ProblemCode(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The problem's type after RFC 9457. */
    String type() {
        return "urn:renderline:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
