package io.renderline.bench;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param benchmark the case that it is of
 * @param what what was measured
 * @param unit e.g. {@code s}, {@code ms}, {@code MB}, {@code times}
 * @param target what it should be; null for what is only shown for comparison
 * @param note how it was measured where that is not plain; empty where it is
 */
record Row(String benchmark, String what, double value, String unit, @Nullable Target target, String note) {

    /** A bound that a number should keep to. */
    record Target(double bound, boolean atMost) {
        boolean isMetBy(double value) {
            return atMost ? value <= bound : value >= bound;
        }
    }

    static Row of(String benchmark, String what, double value, String unit) {
        return new Row(benchmark, what, value, unit, null, "");
    }

    Row atMost(double bound) {
        return new Row(benchmark, what, value, unit, new Target(bound, true), note);
    }

    Row atLeast(double bound) {
        return new Row(benchmark, what, value, unit, new Target(bound, false), note);
    }

    Row with(String remark) {
        return new Row(benchmark, what, value, unit, target, remark);
    }

    boolean isMet() {
        return target == null || target.isMetBy(value);
    }

    /** The target and whether it is met; by how much it is missed where it is not. */
    String verdict() {
        if (target == null) {
            return "";
        }
        String bound = (target.atMost() ? "≤ " : "≥ ") + number(target.bound());
        if (isMet()) {
            return bound + ", met";
        }
        double off = Math.abs(value - target.bound()) / target.bound();
        return bound + ", missed by " + Math.round(off * 100) + "%";
    }

    String shown() {
        return number(value) + (unit.isEmpty() ? "" : " " + unit);
    }

    /** Three digits that say something, and no more. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace(",", " ");
    }
}
