package io.renderline.system;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** From a product's CAD file to the picture and the geometry that it gets by itself, on the packaged applications. */
class ProductThumbnailTest {
    private final RunningRenderline renderline = RunningRenderline.shared();
    private final RenderlineClient client = renderline.client();
    @TempDir
    private Path folder;

    @Test
    void aNewCadFileGetsItsThumbnailAndItsGlb() throws IOException {
        // As small as a thumbnail may be, in a format that the test can look into
        client.put("/v1/output-types/thumbnail", """
                {"kind": "thumbnail", "width": 64, "height": 64, "samples": 2, "denoise": false, "format": "png"}""");
        String model = client.upload(UniqueModel.named(folder, "of a product"));

        RenderlineClient.Answer product = client.put("/v1/products/T-1", "{\"cadFile\": \"" + model + "\"}");

        assertThat(product.status()).isEqualTo(201);
        JsonNode ended = client.awaitEnd(product.body().at("/thumbnail/job").asString());
        assertThat(ended.at("/state").asString()).isEqualTo("SUCCEEDED");
        JsonNode shown = client.get("/v1/products/T-1").body();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(client.download(shown.at("/thumbnail"))));
        assertThat(picture.getWidth()).isEqualTo(64);
        assertThat(picture.getHeight()).isEqualTo(64);
        assertThat(new String(client.download(shown.at("/geometry")), 0, 4, StandardCharsets.US_ASCII))
                .isEqualTo("glTF");
    }
}
