package io.renderline.engine.device;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a card is on the PCI bus. Cycles ends its ids with it, drivers name their cards by it. */
record PciAddress(int domain, int bus, int device) {
    private static final Pattern WRITTEN = Pattern
            .compile("(?:^|[^0-9a-fA-F])([0-9a-fA-F]{4,8}):([0-9a-fA-F]{2}):([0-9a-fA-F]{2})(?:\\.[0-7])?$");

    /** Reads what ends with an address, such as {@code CUDA_NVIDIA L4_0000:0a:00} or {@code 00000000:0A:00.0}. */
    static Optional<PciAddress> endOf(String text) {
        Matcher found = WRITTEN.matcher(text.strip());
        return found.find()
                ? Optional.of(new PciAddress(hex(found.group(1)), hex(found.group(2)), hex(found.group(3))))
                : Optional.empty();
    }

    private static int hex(String digits) {
        return Integer.parseUnsignedInt(digits, 16);
    }

    /** As the kernel names the folder of its first function. */
    String folder() {
        return String.format(Locale.ROOT, "%04x:%02x:%02x.0", domain, bus, device);
    }
}
