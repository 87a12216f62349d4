package io.renderline.api.templates;

import java.util.List;

import io.renderline.core.message.TemplateOffer;

/** What templates offer in tests. */
public final class Offers {
    private Offers() {}

    /** A text Title, a colour Accent, an image Logo and a camera Front; 2 s at 24 frames each second. */
    public static TemplateOffer intro() {
        return new TemplateOffer(List.of(new TemplateOffer.Text("Title", "Hello")),
                List.of(new TemplateOffer.Color("Accent", "#ff0000", "material")),
                List.of(new TemplateOffer.Image("Logo", 4, 4, true)), List.of("Front"), "Front", 1, 48, 24, 64, 36, 16,
                "cycles", List.of());
    }
}
