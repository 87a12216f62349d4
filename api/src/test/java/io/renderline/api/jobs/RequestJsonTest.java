package io.renderline.api.jobs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.renderline.api.outputs.OutputKind;
import io.renderline.api.web.RequestBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RequestJsonTest {
    private static final String ID = "7c1c1d5e-0000-4000-8000-000000000000";
    private static final String MODEL = "\"kind\": \"still\", \"model\": \"" + ID + "\"";

    @Test
    void whatIsKeptOfARequestIsTheRequest() throws IOException {
        JobRequest request = read("{" + MODEL + ", \"samples\": 16, \"format\": \"webp\", \"transparent\": true,"
                + " \"priority\": \"high\", \"device\": \"gpu\", \"views\": [{\"azimuth\": -7.5, \"elevation\": 90}]}");

        assertThat(RequestJson.read("still", RequestJson.write(request))).isEqualTo(request);
    }

    @Test
    void twoSpellingsOfOneRequestHaveOneFingerprint() throws IOException {
        assertThat(RequestJson.fingerprint(read("{" + MODEL + "}"))).isEqualTo(RequestJson.fingerprint(
                read("{\"denoise\":true, \"views\":[{\"elevation\":25}], \"width\":1024.0, \"samples\":null, " + MODEL
                        + "}")));
        assertThat(RequestJson.fingerprint(read("{" + MODEL + "}")))
                .isNotEqualTo(RequestJson.fingerprint(read("{" + MODEL + ", \"seed\": 1}")));
    }

    @Test
    void aKindThatIsNotKnownAnyMoreIsADefect() {
        assertThatIllegalStateException().isThrownBy(() -> RequestJson.read("hologram", "{}"))
                .withMessageContaining("hologram");
    }

    private static JobRequest read(String json) throws IOException {
        return RequestBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), json.length(), "A job",
                fields -> {
                    fields.ignore("kind", "model");
                    return StillJobReader.read(fields, Subject.of(UUID.fromString(ID)), OutputKind.STILL);
                });
    }
}
