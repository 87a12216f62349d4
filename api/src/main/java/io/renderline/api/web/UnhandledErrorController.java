package io.renderline.api.web;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** Answers what the container refuses before any controller sees it, in the same form as everything else. */
@RestController
class UnhandledErrorController implements ErrorController {
    @RequestMapping("/error")
    ResponseEntity<Object> error(HttpServletRequest request) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer known ? known : 404;
        return switch (status) {
            case 404 -> Problems.of(ProblemCode.UNKNOWN_PATH, "There is nothing here. The interface begins at /v1.");
            case 405 -> Problems.of(ProblemCode.METHOD_NOT_ALLOWED, "The path does not take this method.");
            case 413 -> Problems.of(ProblemCode.TOO_LARGE, "The body is larger than what is taken here.");
            default -> status < 500
                    ? Problems.of(ProblemCode.INVALID_REQUEST, "The request cannot be read.")
                    : Problems.of(ProblemCode.INTERNAL_ERROR, "This is a defect of Renderline; see its log.");
        };
    }
}
