package io.renderline.api.web;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Ends a request with a problem after RFC 9457. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String detail;
    private final ArrayList<FieldFault> faults;
    private final int total;

    /**
     * A problem.
     *
     * @param detail what was wrong with which input, and what to try
     */
    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, (Throwable) null);
    }

    /** A problem with a cause, which is for the log only. */
    public ProblemException(ProblemCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, List.of(), 0, cause);
    }

    private ProblemException(ProblemCode code, String detail, List<FieldFault> faults, int total,
            @Nullable Throwable cause) {
        super(code + ": " + detail, cause);
        this.code = code;
        this.detail = detail;
        this.faults = new ArrayList<>(faults);
        this.total = total;
    }

    /** All fields that are wrong, at once. */
    public static ProblemException ofFields(List<FieldFault> faults) {
        FieldFault first = faults.getFirst();
        String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more; see errors)";
        return new ProblemException(ProblemCode.INVALID_FIELDS, first.field() + " " + first.message() + more, faults,
                faults.size(), null);
    }

    /**
     * Much that is wrong with many rows.
     *
     * @param faults some of it, in its order
     * @param total how much there is in all
     */
    public static ProblemException ofRows(List<FieldFault> faults, int total) {
        FieldFault first = faults.getFirst();
        String more = total == 1 ? "" : " (and " + (total - 1) + " more; see errors)";
        return new ProblemException(ProblemCode.INVALID_FIELDS, first.field() + " " + first.message() + more, faults,
                total, null);
    }

    /** One field that is wrong. */
    public static ProblemException ofField(String field, String message) {
        return ofFields(List.of(new FieldFault(field, message)));
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    List<FieldFault> faults() {
        return List.copyOf(faults);
    }

    /** How many faults there are, of which {@link #faults} may be the first ones only. */
    int total() {
        return total;
    }
}
