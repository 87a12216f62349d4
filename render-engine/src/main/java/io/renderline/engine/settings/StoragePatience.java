package io.renderline.engine.settings;

import java.time.Duration;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a worker waits for a blob store that is away or full, before it gives a task back to the api, which has it tried
 * again later.
 *
 * @param finished how long it keeps what is made already and only needs to be stored
 * @param begun how long it waits before a task is begun whose result could not be stored now
 */
public record StoragePatience(@DefaultValue("30m") Duration finished, @DefaultValue("1m") Duration begun) {
    public StoragePatience {
        SettingRules.positive("renderline.storage-patience.finished", finished);
        SettingRules.positive("renderline.storage-patience.begun", begun);
    }
}
