package io.renderline.api.web;

import java.net.URI;
import java.util.List;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Writes problems in the form of RFC 9457, with {@code code} and, where fields are wrong, {@code errors}. */
final class Problems {
    static final String RETRY_SECONDS = "5";

    private Problems() {}

    static ResponseEntity<Object> of(ProblemCode code, String detail) {
        return of(code, detail, List.of(), 0);
    }

    static ResponseEntity<Object> of(ProblemCode code, String detail, List<FieldFault> faults, int total) {
        HttpHeaders headers = new HttpHeaders();
        if (code == ProblemCode.UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return of(code, code.status(), detail, faults, total, headers);
    }

    static ResponseEntity<Object> of(ProblemCode code, HttpStatusCode status, String detail, List<FieldFault> faults,
            int total, HttpHeaders headers) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(code.type()));
        problem.setTitle(code.title());
        problem.setProperty("code", code.name());
        if (!faults.isEmpty()) {
            problem.setProperty("errors", faults);
            problem.setProperty("errorsTotal", total);
        }
        return ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
