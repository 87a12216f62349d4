package io.renderline.engine.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an engine's chatter goes: to the log, and the last of it is kept to explain a crash. */
final class EngineLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.renderline.engine.chatter");
    private static final Pattern SERIOUS = Pattern
            .compile("(?i)\\b(error|traceback|fatal|segmentation|out of memory)\\b");
    private static final int KEPT_LINES = 30;
    private static final int MOST_CHARACTERS = 2_000;

    private final String speaker;
    private final Deque<String> last = new ArrayDeque<>();

    EngineLog(EngineKind kind) {
        this.speaker = kind.label();
    }

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        String shown = line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) + "…" : line;
        if (last.size() == KEPT_LINES) {
            last.removeFirst();
        }
        last.addLast(shown);
        if (SERIOUS.matcher(shown).find()) {
            LOG.warn("{}: {}", speaker, shown);
        } else {
            LOG.debug("{}: {}", speaker, shown);
        }
    }

    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }
}
