package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.renderline.api.tasks.Priority;
import io.renderline.api.web.PathId;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.View;

/** Reads the fields of a still, with their bounds and defaults. */
final class StillJobReader {
    /** The most pictures of one job. */
    static final int MAX_VIEWS = 10_000;

    private static final int SIZE = 1024;
    private static final ViewAngle VIEW = new ViewAngle(45, 25);
    private static final int MAX_AZIMUTH = 360_000;
    private static final int MAX_ELEVATION = 90;
    private static final UUID NO_MODEL = new UUID(0, 0);

    private StillJobReader() {}

    static StillJob read(RequestFields fields) {
        UUID model = model(fields);
        int width = fields.whole("width", SIZE, 1, View.MAX_SIDE);
        int height = fields.whole("height", SIZE, 1, View.MAX_SIDE);
        List<ViewAngle> views = views(fields);
        Integer samples = fields.whole("samples", 1, View.MAX_SAMPLES);
        ImageFormat format = fields.label("format", ImageFormat.PNG, ImageFormat::label);
        boolean transparent = fields.flag("transparent", false);
        if (transparent && !format.hasAlpha()) {
            fields.fault("transparent", "is true, but " + format.label()
                    + " has no alpha channel; choose the format png, webp or exr");
        }
        StillJob job = new StillJob(model, width, height, views, samples, format, transparent,
                fields.flag("denoise", true), fields.whole("seed", 0, 0, Integer.MAX_VALUE),
                fields.label("priority", Priority.NORMAL, Priority::label),
                fields.label("device", DevicePolicy.AUTO, DevicePolicy::label));
        fields.refuseOthers();
        return job;
    }

    private static UUID model(RequestFields fields) {
        String model = fields.text("model");
        if (model == null) {
            fields.fault("model", "is missing; it must be the id of an uploaded model");
            return NO_MODEL;
        }
        return PathId.parse(model).orElseGet(() -> {
            fields.fault("model", "is '" + model + "', which is not the id of an asset");
            return NO_MODEL;
        });
    }

    private static List<ViewAngle> views(RequestFields fields) {
        List<RequestFields> entries = fields.objects("views", MAX_VIEWS);
        if (entries == null) {
            return List.of(VIEW);
        }
        List<ViewAngle> views = new ArrayList<>(entries.size());
        for (RequestFields entry : entries) {
            views.add(new ViewAngle(entry.number("azimuth", VIEW.azimuth(), -MAX_AZIMUTH, MAX_AZIMUTH),
                    entry.number("elevation", VIEW.elevation(), -MAX_ELEVATION, MAX_ELEVATION)));
            entry.refuseOthers();
        }
        return views;
    }
}
