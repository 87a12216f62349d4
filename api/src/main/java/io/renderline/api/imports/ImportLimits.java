package io.renderline.api.imports;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one import may hold, so that a small upload cannot fill the disk.
 *
 * @param maxFiles the most files, in ZIPs and beside them
 * @param maxBytes the most that all files have together when they are unpacked, bytes
 * @param maxRatio how many times larger than in the ZIP a file may be; what is below a few MB may be any times
 */
@ConfigurationProperties("renderline.import")
record ImportLimits(@DefaultValue("10000") int maxFiles, @DefaultValue("21474836480") long maxBytes,
        @DefaultValue("200") int maxRatio) {
    ImportLimits {
        if (maxFiles < 1 || maxBytes < 1 || maxRatio < 1) {
            throw new IllegalArgumentException(
                    "renderline.import.max-files, max-bytes and max-ratio must be at least 1");
        }
    }
}
