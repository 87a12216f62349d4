package io.renderline.api.orders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import io.renderline.api.orders.lines.WantedLine;
import io.renderline.core.key.Sha256;

import tools.jackson.databind.json.JsonMapper;

/** The same for two orders that ask for the same, in whichever form they came. */
final class OrderFingerprint {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private OrderFingerprint() {}

    static Sha256 of(List<WantedLine> lines, OrderWishes wishes) {
        MessageDigest digest = Sha256.newDigest();
        add(digest, List.of(String.valueOf(wishes.name()), wishes.outputTypes(), String.valueOf(wishes.priority()),
                wishes.partial()));
        for (WantedLine line : lines) {
            add(digest, List.of(String.valueOf(line.product()), line.outputTypes(), String.valueOf(line.reference())));
        }
        return Sha256.finish(digest);
    }

    private static void add(MessageDigest digest, Object part) {
        digest.update(MAPPER.writeValueAsString(part).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
    }
}
