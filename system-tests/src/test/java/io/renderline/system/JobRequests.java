package io.renderline.system;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What these tests ask for: pictures that are small and cheap. */
final class JobRequests {
    private JobRequests() {}

    /** The smallest there is. */
    static String quick(String model) {
        return """
                {"kind":"still","model":"%s","width":64,"height":64,"samples":1,"denoise":false}""".formatted(model);
    }

    /** The same, before all of lower priority. */
    static String ofHighPriority(String request) {
        return request.replaceFirst("}$", ",\"priority\":\"high\"}");
    }

    /** Views from around the model, which take the longer the more samples they have. */
    static String views(String model, int count, int samples) {
        return views(model, 0, count, samples);
    }

    /** Views from around the model, beginning at an angle of so many degrees. */
    static String views(String model, int azimuth, int count, int samples) {
        String angles = IntStream.range(0, count)
                .mapToObj(view -> "{\"azimuth\":%d,\"elevation\":0}".formatted(azimuth + 10 * view))
                .collect(Collectors.joining(","));
        return """
                {"kind":"still","model":"%s","width":256,"height":256,"samples":%d,"denoise":false,"views":[%s]}"""
                .formatted(model, samples, angles);
    }
}
