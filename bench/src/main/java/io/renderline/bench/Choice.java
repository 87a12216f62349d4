package io.renderline.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param quick fewer files and processes, the rest computed
 * @param out the folder for the results
 */
record Choice(List<String> cases, boolean quick, Path out) {

    static Choice of(List<String> arguments, List<String> known) {
        List<String> cases = new ArrayList<>();
        boolean quick = false;
        Path out = Path.of("target", "bench");
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            String argument = rest.next();
            if (argument.equals("--quick")) {
                quick = true;
            } else if (argument.equals("--out") && rest.hasNext()) {
                out = Path.of(rest.next());
            } else if (known.contains(argument)) {
                cases.add(argument);
            } else {
                throw new IllegalArgumentException(
                        "'" + argument + "' is no case; there are " + String.join(", ", known)
                                + ". Options are --quick and --out FOLDER.");
            }
        }
        return new Choice(cases.isEmpty() ? known : List.copyOf(cases), quick, out);
    }
}
