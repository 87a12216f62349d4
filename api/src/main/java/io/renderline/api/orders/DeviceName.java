package io.renderline.api.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.MessageJson;

/** What rendered a file, in a few words. */
final class DeviceName {
    private DeviceName() {}

    /** @param json as it is kept; null for what does not render */
    static @Nullable String of(@Nullable String json) {
        if (json == null) {
            return null;
        }
        try {
            DeviceUsed device = MessageJson.read(json.getBytes(StandardCharsets.UTF_8), DeviceUsed.class);
            return device.backend() + " " + device.name();
        } catch (IOException e) {
            throw new UncheckedIOException("The task table holds a device that cannot be read", e);
        }
    }
}
