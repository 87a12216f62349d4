package io.renderline.api.web;

import java.io.IOException;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TraceParent;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Takes a request's {@code traceparent} up, or begins a trace where there is none or a wrong one. The answer says which, so
 * that a client can name it to the operator.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        TraceParent trace = TraceParent.parse(request.getHeader(TraceParent.HEADER)).map(TraceParent::next)
                .orElseGet(TraceParent::begin);
        response.setHeader(TraceParent.HEADER, trace.text());
        try (LogContext _ = LogContext.open().trace(trace)) {
            chain.doFilter(request, response);
        }
    }
}
