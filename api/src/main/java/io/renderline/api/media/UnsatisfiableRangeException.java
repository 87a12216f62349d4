package io.renderline.api.media;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A range begins behind the end of the file. */
final class UnsatisfiableRangeException extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    UnsatisfiableRangeException(long size) {
        super(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        setDetail("The file has " + size + " bytes, and the range lies outside of them.");
        getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
    }
}
