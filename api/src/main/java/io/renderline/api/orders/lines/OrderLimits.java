package io.renderline.api.orders.lines;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one order may hold.
 *
 * @param maxLines the most lines; {@code RENDERLINE_ORDER_MAX_LINES}
 * @param maxOutputs the most output types of all lines together; {@code RENDERLINE_ORDER_MAX_OUTPUTS}
 * @param maxBytes the size of the largest body or file, and a quarter of what an XLSX file may unpack to, bytes;
 *        {@code RENDERLINE_ORDER_MAX_BYTES}
 */
@ConfigurationProperties("renderline.order")
public record OrderLimits(@DefaultValue("100000") int maxLines, @DefaultValue("500000") int maxOutputs,
        @DefaultValue("16777216") int maxBytes) {
    public OrderLimits {
        if (maxLines < 1 || maxOutputs < 1 || maxBytes < 1 || maxBytes > 256 * 1024 * 1024) {
            throw new IllegalArgumentException("renderline.order.max-lines and max-outputs must be at least 1,"
                    + " and max-bytes from 1 to 268435456");
        }
    }
}
