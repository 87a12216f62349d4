package io.renderline.bench;

import java.io.IOException;
import java.util.List;

/** One case: measures something and says what it should be. */
interface Benchmark {
    /** As on the command line. */
    String name();

    List<Row> run(Settings settings, boolean quick) throws IOException, InterruptedException;

    /** Seconds since {@code begin}, by {@link System#nanoTime}. */
    static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    static void progress(String line) {
        System.err.println("    " + line);
    }
}
