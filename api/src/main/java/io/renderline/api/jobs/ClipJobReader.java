package io.renderline.api.jobs;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.api.outputs.FilmReader;
import io.renderline.api.tasks.Priority;
import io.renderline.api.web.RequestFields;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.TemplateOffer;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.VideoEncoding;
import io.renderline.core.task.View;

/** Reads requests for clips, and holds them against what is known of their template. */
@Component
class ClipJobReader {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final int SAMPLES = 128;
    private static final double FPS = 30;
    private static final double DURATION = 8;
    private static final double MIN_DURATION = 0.01;
    private static final double MAX_DURATION = 3600;
    private static final Pattern RESOLUTION = Pattern.compile("([1-9][0-9]{0,4})[x×]([1-9][0-9]{0,4})");
    private static final ClipTemplates.Found.Usable NONE = new ClipTemplates.Found.Usable(new TemplateVersion("", 0),
            new UUID(0, 0), null);

    private final ClipTemplates templates;
    private final ClipParametersReader parameters;

    ClipJobReader(ClipTemplates templates, ClipParametersReader parameters) {
        this.templates = templates;
        this.parameters = parameters;
    }

    private record Size(int width, int height) {}

    ClipJob read(RequestFields fields) {
        ClipTemplates.Found.Usable template = template(fields);
        Size size = size(fields);
        double duration = fields.number("duration", DURATION, MIN_DURATION, MAX_DURATION);
        VideoFormat format = FilmReader.format(fields);
        double fps = FilmReader.fps(fields, format, FPS);
        if (ClipJob.frames(duration, fps) > VideoEncoding.MAX_FRAMES) {
            fields.fault("duration", "is " + duration + " s, which makes " + ClipJob.frames(duration, fps)
                    + " frames; one job takes at most " + VideoEncoding.MAX_FRAMES);
        }
        ClipJob job = new ClipJob(template.asset(), template.version(), size.width(), size.height(),
                fields.whole("samples", SAMPLES, 1, View.MAX_SAMPLES), duration, new VideoEncoding(format, fps),
                fields.label("timing", ClipTiming.PLAY, ClipTiming::label),
                parameters.read(fields.object("parameters"), template.offer()), camera(fields, template.offer()),
                FilmReader.transparent(fields, format), fields.flag("allowMissing", false),
                fields.label("device", DevicePolicy.AUTO, DevicePolicy::label),
                fields.label("priority", Priority.NORMAL, Priority::label));
        fields.refuseOthers();
        return job;
    }

    private ClipTemplates.Found.Usable template(RequestFields fields) {
        String name = fields.text("template");
        if (name == null) {
            if (!fields.has("template")) {
                fields.fault("template", "is missing; it must be the name of a template. GET /v1/templates lists them");
            }
            return NONE;
        }
        return switch (templates.find(name)) {
            case ClipTemplates.Found.Usable usable -> usable;
            case ClipTemplates.Found.Unusable(String why) -> {
                fields.fault("template", why);
                yield NONE;
            }
        };
    }

    private static Size size(RequestFields fields) {
        String resolution = fields.text("resolution");
        if (resolution == null) {
            return new Size(fields.whole("width", WIDTH, FilmReader.MIN_SIDE, FilmReader.MAX_SIDE),
                    fields.whole("height", HEIGHT, FilmReader.MIN_SIDE, FilmReader.MAX_SIDE));
        }
        Matcher parts = RESOLUTION.matcher(resolution);
        Size size = parts.matches()
                ? new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)))
                : new Size(0, 0);
        if (!isSide(size.width()) || !isSide(size.height())) {
            fields.fault("resolution", "is '" + resolution + "'; it must be like 1920x1080, each side from "
                    + FilmReader.MIN_SIDE + " to " + FilmReader.MAX_SIDE + " px");
        } else if (fields.has("width") || fields.has("height")) {
            fields.fault("resolution", "cannot stand beside width and height; leave one of them away");
        }
        fields.ignore("width", "height");
        return size;
    }

    private static boolean isSide(int side) {
        return side >= FilmReader.MIN_SIDE && side <= FilmReader.MAX_SIDE;
    }

    private static @Nullable String camera(RequestFields fields, @Nullable TemplateOffer offer) {
        String camera = fields.text("camera");
        if (camera != null && offer != null && !offer.cameras().contains(camera)) {
            fields.fault("camera", "is '" + camera + "', and the template has no such camera; it has "
                    + ClipParametersReader.shown(offer.cameras(), "none"));
        }
        return camera;
    }
}
