package io.renderline.system;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/** From a CSV to a ZIP of pictures, on the packaged applications. */
class OrderTest {
    private final RunningRenderline renderline = RunningRenderline.shared();
    private final RenderlineClient client = renderline.client();
    @TempDir
    private Path folder;

    @Test
    void aCsvBecomesAZipOfPictures() throws IOException {
        client.post("/v1/output-types", """
                {"name": "ordered", "kind": "still", "width": 64, "height": 48, "samples": 1, "denoise": false,
                 "views": ["front", "iso"]}""");
        for (String product : new String[]{"O-1", "O-2"}) {
            String model = client.upload(UniqueModel.named(folder, "of order " + product));
            assertThat(client.put("/v1/products/" + product, "{\"cadFile\": \"" + model + "\"}").status())
                    .isEqualTo(201);
        }

        RenderlineClient.Answer order = client.postCsv("/v1/orders", """
                Article number;Output types;Reference
                O-1;ordered;first
                O-2;ordered;second
                """);

        assertThat(order.status()).isEqualTo(202);
        String path = "/v1/orders/" + order.body().at("/id").asString();
        await().atMost(RenderlineClient.JOB)
                .until(() -> client.get(path).body().at("/state").asString().equals("SUCCEEDED"));
        JsonNode ended = client.get(path).body();
        assertThat(ended.at("/lines/succeeded").asInt()).isEqualTo(2);
        Map<String, byte[]> files = unpacked(client.get(path + "/results.zip").response().body());
        assertThat(files.keySet()).containsExactly("O-1_ordered_front.png", "O-1_ordered_iso.png",
                "O-2_ordered_front.png", "O-2_ordered_iso.png", "manifest.csv");
        BufferedImage picture = ImageIO
                .read(new ByteArrayInputStream(files.getOrDefault("O-2_ordered_iso.png", new byte[0])));
        assertThat(picture.getWidth()).isEqualTo(64);
        assertThat(new String(files.getOrDefault("manifest.csv", new byte[0]), StandardCharsets.UTF_8))
                .contains("1,O-1,ordered,1,1,front,O-1_ordered_front.png,", ",SUCCEEDED,,second");
    }

    private static Map<String, byte[]> unpacked(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }
}
