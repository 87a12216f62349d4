package io.renderline.engine.process;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts a stream of bytes into lines of UTF-8. A line longer than the bound is cut, so that chatter cannot fill the heap. */
final class LineSplitter {
    private static final int MOST_BYTES = 4 << 20;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(256);

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void accept(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                flush();
            } else {
                pending.write(next);
                if (pending.size() == MOST_BYTES) {
                    flush();
                }
            }
        }
    }

    /** Ends the last line, if it has no end. */
    void flush() {
        if (pending.size() > 0) {
            lines.accept(pending.toString(StandardCharsets.UTF_8));
            pending.reset();
        }
    }
}
