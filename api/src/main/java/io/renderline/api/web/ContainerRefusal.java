package io.renderline.api.web;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

/** What is said of a request that the container refuses by itself, of which it tells a status only. */
final class ContainerRefusal {
    private ContainerRefusal() {}

    /**
     * The problem.
     *
     * @param status what the container answers, kept where it says more than the problem's code
     * @param uri the path as it was sent; null when the request was not understood that far
     */
    static ResponseEntity<Object> problem(int status, @Nullable String uri) {
        return switch (status) {
            case 400 -> invalid(HttpStatus.BAD_REQUEST, hasEncodedSlash(uri)
                    ? "The path has an encoded slash or backslash (%2F, %5C), and nothing here has one in its name."
                    : "The request is no HTTP that can be read: its first line, its path or a header has signs that"
                            + " cannot stand there, the Host header is not there once, or the headers are too large."
                            + " Percent-encode what is no letter or digit.");
            case 404 -> Problems.of(ProblemCode.UNKNOWN_PATH, "There is nothing here. The interface begins at /v1.");
            case 405 -> Problems.of(ProblemCode.METHOD_NOT_ALLOWED, "The path does not take this method.");
            case 413 -> Problems.of(ProblemCode.TOO_LARGE, "The body is larger than what is taken here.");
            case 501 -> invalid(HttpStatus.NOT_IMPLEMENTED, "The request's Transfer-Encoding is not known here.");
            case 503 -> Problems.of(ProblemCode.UNAVAILABLE, "Renderline is starting or stopping. Try again soon.");
            case 505 -> invalid(HttpStatus.HTTP_VERSION_NOT_SUPPORTED, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
            default -> status < 500
                    ? invalid(HttpStatusCode.valueOf(status), "The request cannot be read.")
                    : Problems.of(ProblemCode.INTERNAL_ERROR, "This is a defect of Renderline; see its log.");
        };
    }

    private static ResponseEntity<Object> invalid(HttpStatusCode status, String detail) {
        return Problems.of(ProblemCode.INVALID_REQUEST, status, detail, List.of(), 0, new HttpHeaders());
    }

    private static boolean hasEncodedSlash(@Nullable String uri) {
        String upper = uri == null ? "" : uri.toUpperCase(Locale.ROOT);
        return upper.contains("%2F") || upper.contains("%5C");
    }
}
