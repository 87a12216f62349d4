package io.renderline.core.message;

import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the api tells all workers at once. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "control")
@JsonSubTypes({@JsonSubTypes.Type(value = ControlMessage.CancelTasks.class, name = "cancel-tasks")})
public sealed interface ControlMessage {
    /** Stop these tasks now: a running engine is killed, a waiting one is not started. No event is owed for them. */
    record CancelTasks(Set<UUID> taskIds) implements ControlMessage {
        public CancelTasks {
            taskIds = Set.copyOf(taskIds);
        }
    }
}
