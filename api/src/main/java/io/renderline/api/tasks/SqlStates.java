package io.renderline.api.tasks;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Sets of states as SQL lists, made from the enumerations so that the legal moves stand in one place only. */
final class SqlStates {
    /** {@code ('BLOCKED', 'READY', …)}: every state that a task can still leave. */
    static final String LIVE_TASKS = list(Arrays.asList(TaskState.values()), TaskState::isLive);
    /** {@code ('QUEUED', 'RUNNING')}: every state that a job can still leave by itself. */
    static final String LIVE_JOBS = list(Arrays.asList(JobState.values()), JobState::isLive);

    private SqlStates() {}

    /** The states that a task may move to {@code target} from. */
    static String before(TaskState target) {
        return list(target.previous(), state -> true);
    }

    private static <E extends Enum<E>> String list(Collection<E> states, Predicate<E> wanted) {
        return states.stream().filter(wanted).map(state -> "'" + state.name() + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
