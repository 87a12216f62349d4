package io.renderline.api.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.AmqpTimeoutException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Answers every exception with a problem. What a client cannot mend is logged under an id that the answer names. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException e) {
        if (e.code().status().is5xxServerError()) {
            LOG.error("{}", e.code(), e);
        }
        return Problems.of(e.code(), e.detail(), e.faults(), e.total());
    }

    @ExceptionHandler({CannotCreateTransactionException.class, DataAccessResourceFailureException.class,
            TransientDataAccessException.class})
    ResponseEntity<Object> databaseAway(Exception e) {
        LOG.error("The database cannot be used", e);
        return Problems.of(ProblemCode.UNAVAILABLE, "The database cannot be reached. Try again in a moment.");
    }

    @ExceptionHandler({AmqpConnectException.class, AmqpIOException.class, AmqpTimeoutException.class})
    ResponseEntity<Object> brokerAway(Exception e) {
        LOG.error("The broker cannot be used", e);
        return Problems.of(ProblemCode.UNAVAILABLE, "The message broker cannot be reached. Try again in a moment.");
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> defect(Throwable e, HttpServletRequest request, HttpServletResponse response)
            throws Throwable {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            LOG.debug("The client closed its connection", e);
            return null;
        }
        if (response.isCommitted()) {
            // A problem would look like the rest of the content. Thrown on, it makes the server break the connection off.
            LOG.error("{} {} was broken off", request.getMethod(), request.getRequestURI(), e);
            throw e;
        }
        UUID id = UUID.randomUUID();
        LOG.error("Error {} at {} {}", id, request.getMethod(), request.getRequestURI(), e);
        return Problems.of(ProblemCode.INTERNAL_ERROR,
                "This is a defect of Renderline, not of the request. Its log has the details under " + id + ".");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception e, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            LOG.error("A request failed inside of the framework", e);
        }
        return Problems.of(codeOf(status), status, sentence(e, request), List.of(), 0, headers);
    }

    private static ProblemCode codeOf(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> ProblemCode.UNKNOWN_PATH;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 413 -> ProblemCode.TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            case 416 -> ProblemCode.RANGE_NOT_SATISFIABLE;
            case 503 -> ProblemCode.UNAVAILABLE;
            default -> status.is5xxServerError() ? ProblemCode.INTERNAL_ERROR : ProblemCode.INVALID_REQUEST;
        };
    }

    private static String sentence(Exception e, WebRequest request) {
        return switch (e) {
            case NoResourceFoundException unknown ->
                "There is nothing at /" + unknown.getResourcePath() + ". The interface begins at /v1.";
            case HttpRequestMethodNotSupportedException method ->
                method.getMethod() + " is not taken here; these are: " + method.getSupportedHttpMethods() + ".";
            case HttpMediaTypeNotSupportedException type ->
                "A body of type " + type.getContentType() + " is not taken here; these are: "
                        + type.getSupportedMediaTypes() + ".";
            case MethodArgumentTypeMismatchException mismatch ->
                mismatch.getName() + " is '" + mismatch.getValue() + "', which it cannot be.";
            default -> e instanceof org.springframework.web.ErrorResponse response
                    && response.getBody().getDetail() != null
                            ? String.valueOf(response.getBody().getDetail())
                            : "The request " + request.getDescription(false) + " cannot be read.";
        };
    }
}
