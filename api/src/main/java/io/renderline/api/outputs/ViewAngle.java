package io.renderline.api.outputs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * From where the model is seen.
 *
 * @param name what the client calls it; null when it has no name
 * @param azimuth degrees around the model: 0 is the front, 90 its right
 * @param elevation degrees above the horizon, -90 to 90
 * @param camera a camera of the studio's file, which is seen by instead of the angles; null: the angles
 */
public record ViewAngle(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name, double azimuth,
        double elevation, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String camera) {
    /** By angles. */
    public ViewAngle(@Nullable String name, double azimuth, double elevation) {
        this(name, azimuth, elevation, null);
    }

    /** From the front right and a little above: what shows most of most things. */
    static final ViewAngle USUAL = new ViewAngle(null, 45, 25);

    /** The angle of which the three axes look equally long, atan(1/√2), degrees. */
    private static final double ISOMETRIC = 35.264;

    /** What it is called: its name, else its camera or its angles, such as {@code az45_el25}. */
    public String label() {
        if (name == null && camera != null) {
            return camera;
        }
        return name == null ? "az" + plain(azimuth) + "_el" + plain(elevation) : name;
    }

    private static String plain(double degrees) {
        return degrees == Math.rint(degrees)
                ? String.valueOf(Math.round(degrees))
                : BigDecimal.valueOf(degrees).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** The views that have a name of their own. */
    static Optional<ViewAngle> named(String name) {
        return Optional.ofNullable(switch (name) {
            case "front" -> new ViewAngle(name, 0, 0);
            case "right" -> new ViewAngle(name, 90, 0);
            case "back" -> new ViewAngle(name, 180, 0);
            case "left" -> new ViewAngle(name, 270, 0);
            case "top" -> new ViewAngle(name, 0, 90);
            case "bottom" -> new ViewAngle(name, 0, -90);
            case "iso" -> new ViewAngle(name, 45, ISOMETRIC);
            default -> null;
        });
    }
}
