package io.renderline.api.orders.lines;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.renderline.api.web.FieldFault;

/**
 * A line as it was read.
 *
 * @param place where it stood in what was sent, e.g. {@code row 2} or {@code lines[1]}
 * @param product the article number; null when the line has none
 * @param outputTypes names, each once; empty when the line has none
 * @param faults what is wrong with it; more may be found
 */
public record WantedLine(String place, @Nullable String product, List<String> outputTypes, @Nullable String reference,
        ArrayList<FieldFault> faults) {
    public WantedLine {
        outputTypes = List.copyOf(outputTypes);
    }

    /** Adds what is wrong with a part of the line. */
    public void fault(String name, String message) {
        faults.add(new FieldFault(fieldOf(place, name), message));
    }

    /** Whether the line could not be taken apart, so that nothing more can be said of it. */
    public boolean isUnread() {
        return faults.stream().anyMatch(fault -> fault.field().equals(place));
    }

    /** Whether something is wrong with this part of the line already. */
    public boolean hasFault(String name) {
        return faults.stream().anyMatch(fault -> fault.field().startsWith(fieldOf(place, name)));
    }

    static String fieldOf(String place, String name) {
        return place.endsWith("]") ? place + "." + name : place + ": " + name;
    }
}
