package io.renderline.api.outputs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.renderline.api.web.RequestFields;
import io.renderline.api.web.RequestTexts;

/** Reads the views of a picture: a name that is known, angles, or a camera of the studio's file. */
final class ViewReader {
    static final int MAX_AZIMUTH = 360_000;
    static final int MAX_ELEVATION = 90;
    /** As long as Blender's names can be, bytes. */
    static final int MAX_CAMERA = 63;
    private static final String KNOWN = "front, back, left, right, top, bottom or iso";

    private ViewReader() {}

    static List<ViewAngle> read(RequestFields fields, int max) {
        List<RequestFields> entries = fields.objects("views", max, "name");
        if (entries == null) {
            return List.of(ViewAngle.USUAL);
        }
        List<ViewAngle> views = new ArrayList<>(entries.size());
        Set<String> names = new HashSet<>();
        for (RequestFields entry : entries) {
            ViewAngle view = view(entry);
            if (view.name() != null && !names.add(view.name())) {
                entry.fault("name", "is '" + view.name() + "', as that of another view; each name stands for one");
            }
            views.add(view);
        }
        return views;
    }

    private static ViewAngle view(RequestFields entry) {
        boolean hasAngles = entry.has("azimuth") || entry.has("elevation");
        double azimuth = entry.number("azimuth", ViewAngle.USUAL.azimuth(), -MAX_AZIMUTH, MAX_AZIMUTH);
        double elevation = entry.number("elevation", ViewAngle.USUAL.elevation(), -MAX_ELEVATION, MAX_ELEVATION);
        String name = entry.slug("name");
        String camera = RequestTexts.bounded(entry, "camera", MAX_CAMERA);
        entry.refuseOthers();
        if (entry.has("camera")) {
            if (hasAngles) {
                entry.fault("camera", "cannot stand beside azimuth and elevation; leave one of them away");
            }
            return new ViewAngle(name, 0, 0, camera);
        }
        ViewAngle given = new ViewAngle(name, azimuth, elevation);
        Optional<ViewAngle> known = Optional.ofNullable(name).flatMap(ViewAngle::named);
        if (name != null && known.isEmpty() && !hasAngles) {
            entry.fault("name", "is '" + name + "', which is no known view; it must be " + KNOWN
                    + ", or come with azimuth and elevation");
        }
        known.filter(view -> hasAngles && !view.equals(given)).ifPresent(view -> entry.fault("name", "is '" + name
                + "', which is azimuth " + view.azimuth() + " and elevation " + view.elevation()
                + "; leave the angles away, or give it another name"));
        return known.orElse(given);
    }
}
