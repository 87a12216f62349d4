package io.renderline.api.media;

import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Which bytes of a file are asked for, after RFC 9110, section 14.
 *
 * @param start the first byte
 * @param end the byte after the last one
 */
record ByteRange(long start, long end) {
    /**
     * The one range that the request names. As the RFC allows, what cannot be understood and what names several ranges is
     * answered with the whole file, and so is a range of an older version of it.
     *
     * @throws UnsatisfiableRangeException when it begins behind the file's end
     */
    static Optional<ByteRange> of(HttpServletRequest request, String tag, long size) {
        String header = request.getHeader(HttpHeaders.RANGE);
        String version = request.getHeader(HttpHeaders.IF_RANGE);
        if (header == null || (version != null && !version.equals(tag))) {
            return Optional.empty();
        }
        List<HttpRange> ranges;
        try {
            ranges = HttpRange.parseRanges(header);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (ranges.size() != 1) {
            return Optional.empty();
        }
        try {
            long start = ranges.getFirst().getRangeStart(size);
            long end = ranges.getFirst().getRangeEnd(size) + 1;
            if (start >= size || end <= start) {
                throw new UnsatisfiableRangeException(size);
            }
            return Optional.of(new ByteRange(start, end));
        } catch (IllegalArgumentException e) {
            throw (UnsatisfiableRangeException) new UnsatisfiableRangeException(size).initCause(e);
        }
    }

    long length() {
        return end - start;
    }

    String contentRange(long size) {
        return "bytes " + start + "-" + (end - 1) + "/" + size;
    }
}
