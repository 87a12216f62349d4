package io.renderline.api.media;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.key.Sha256;

import static io.renderline.api.media.SampleFiles.step;
import static org.assertj.core.api.Assertions.assertThat;

@ApiTest
class UploadTest {
    @Autowired
    private ApiClient api;
    @Autowired
    private BlobStore blobs;

    @Test
    void anUploadBecomesAnAsset() throws IOException {
        byte[] content = step("an upload becomes an asset");

        Answer answer = api.upload("bearing.step", content).hasStatus(201);

        assertThat(answer.header("Location")).isEqualTo("/v1/assets/" + answer.at("/id"));
        assertThat(answer.at("/kind")).isEqualTo("step_source");
        assertThat(answer.at("/mimeType")).isEqualTo("model/step");
        assertThat(answer.at("/filename")).isEqualTo("bearing.step");
        assertThat(answer.at("/sha256")).isEqualTo(Sha256.of(content).hex());
        assertThat(answer.json().at("/sizeBytes").asLong()).isEqualTo(content.length);
        assertThat(blobs.open(Sha256.of(content))).hasBinaryContent(content);
        assertThat(api.get(answer.header("Location")).hasStatus(200).json()).isEqualTo(answer.json());
    }

    @Test
    void knownBytesAreTheSameAssetWhateverTheirName() {
        byte[] content = step("known bytes");
        Answer first = api.upload("first.step", content).hasStatus(201);

        Answer second = api.upload("second.stp", content).hasStatus(200);

        assertThat(second.json()).isEqualTo(first.json());
    }
}
