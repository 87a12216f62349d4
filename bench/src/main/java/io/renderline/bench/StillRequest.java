package io.renderline.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The JSON of a job that asks for stills without denoising. */
record StillRequest(String model, int side, int samples, List<double[]> views) {
    /** @param angles azimuth and elevation of each view, degrees */
    static String of(String model, int side, int samples, List<double[]> angles) {
        return new StillRequest(model, side, samples, angles).json();
    }

    private String json() {
        String angles = views.stream()
                .map(view -> String.format(Locale.ROOT, "{\"azimuth\":%.4f,\"elevation\":%.4f}", view[0], view[1]))
                .collect(Collectors.joining(","));
        return """
                {"kind":"still","model":"%s","width":%d,"height":%d,"samples":%d,"denoise":false,"views":[%s]}"""
                .formatted(model, side, side, samples, angles);
    }
}
