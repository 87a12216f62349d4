package io.renderline.api.jobs;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How finely CAD surfaces become triangles. Part of cache keys: changing it makes every geometry anew.
 *
 * @param relativeTolerance the largest distance between surface and triangles, as a fraction of the bounding box's diagonal
 * @param angularTolerance the largest angle between neighbouring triangles, radians
 */
@ConfigurationProperties("renderline.tessellation")
public record TessellationQuality(@DefaultValue("0.0002") double relativeTolerance,
        @DefaultValue("0.2") double angularTolerance) {}
