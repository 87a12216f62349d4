package io.renderline.api.templates;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.renderline.api.settings.SettingException;

/**
 * The folder whose .blend files and ZIPs are templates. A blank one counts as none.
 *
 * @param dir the folder, which every api must see; {@code RENDERLINE_TEMPLATES_DIR}
 * @param settled how long a file must have been left alone before it is taken in: it may still be written
 */
@ConfigurationProperties("renderline.templates")
record FolderSettings(@Nullable String dir, @DefaultValue("2s") Duration settled) {
    FolderSettings {
        if (dir != null && !dir.isBlank() && !Files.isDirectory(Path.of(dir))) {
            throw new SettingException("renderline.templates.dir is " + dir + ", which is no folder.",
                    "Make the folder, or set RENDERLINE_TEMPLATES_DIR to the one with the templates, or leave it away.");
        }
    }

    Optional<Path> folder() {
        return Optional.ofNullable(dir).filter(named -> !named.isBlank())
                .map(named -> Path.of(named).toAbsolutePath().normalize());
    }
}
