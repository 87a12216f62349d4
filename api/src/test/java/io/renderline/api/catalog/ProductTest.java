package io.renderline.api.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.media.SampleFiles;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

@ApiTest
class ProductTest {
    private static final int AT_ONCE = 6;

    @Autowired
    private ApiClient api;
    private final String number = "P-" + UUID.randomUUID();
    private final String path = "/v1/products/" + number;

    @Test
    void aProductIsMadeAndShown() {
        Answer created = api.put(path,
                """
                        {"name": "Bearing", "attributes": {"bore": "10 mm", "märke": "Ü\\n2"}, "tags": ["steel", "steel", "new"]}""")
                .hasStatus(201);

        assertThat(created.header("Location")).isEqualTo(path);
        JsonNode product = api.get(path).hasStatus(200).json();
        assertThat(product).isEqualTo(created.json());
        assertThat(product.at("/articleNumber").asString()).isEqualTo(number);
        assertThat(product.at("/name").asString()).isEqualTo("Bearing");
        assertThat(product.at("/attributes").toString()).isEqualTo("{\"bore\":\"10 mm\",\"märke\":\"Ü\\n2\"}");
        assertThat(product.at("/tags").toString()).isEqualTo("[\"steel\",\"new\"]");
        assertThat(product.at("/revision").isNull()).isTrue();
        assertThat(product.at("/thumbnail/state").asString()).isEqualTo("NONE");
        assertThat(product.at("/geometry/state").asString()).isEqualTo("NONE");
        assertThat(product.at("/archivedAt").isNull()).isTrue();
        assertThat(api.get(path + "/revisions").hasStatus(200).json()).isEmpty();
    }

    @Test
    void whatIsLeftAwayStaysAsItIs() {
        String file = upload("a");
        api.put(path,
                "{\"name\": \"Bearing\", \"tags\": [\"a\"], \"attributes\": {\"x\": \"1\"}, \"cadFile\": \"" + file
                        + "\"}")
                .hasStatus(201);

        JsonNode product = api.put(path, "{\"attributes\": {}}").hasStatus(200).json();

        assertThat(product.at("/name").asString()).isEqualTo("Bearing");
        assertThat(product.at("/tags")).hasSize(1);
        assertThat(product.at("/attributes")).isEmpty();
        assertThat(product.at("/cadFile").asString()).isEqualTo(file);
        assertThat(product.at("/revision").asInt()).isOne();
    }

    @Test
    void whatIsSentBackAsItWasIsNoRevision() {
        Answer created = api.put(path, "{\"cadFile\": \"" + upload("a") + "\"}").hasStatus(201);

        assertThat(api.put(path, created.text()).hasStatus(200).json().at("/revision").asInt()).isOne();
    }

    @Test
    void aNewCadFileIsANewRevisionAndTheOldOneStays() {
        String first = upload("a");
        String second = upload("b");
        api.put(path, "{\"cadFile\": \"" + first + "\"}").hasStatus(201);

        JsonNode product = api.put(path, "{\"cadFile\": \"" + second + "\"}").hasStatus(200).json();

        assertThat(product.at("/revision").asInt()).isEqualTo(2);
        assertThat(product.at("/cadFile").asString()).isEqualTo(second);
        JsonNode revisions = api.get(path + "/revisions").hasStatus(200).json();
        assertThat(revisions).extracting(revision -> revision.at("/number").asInt()).containsExactly(2, 1);
        assertThat(revisions.at("/1/cadFile").asString()).isEqualTo(first);
        assertThat(revisions.at("/0/thumbnail")).isEqualTo(product.at("/thumbnail"));
        assertThat(revisions.at("/1/thumbnail/job").asString())
                .isNotEqualTo(product.at("/thumbnail/job").asString());
    }

    @Test
    void anArchivedProductStandsOnNoListAndComesBackWhenItIsChanged() {
        api.put(path, "{\"name\": \"Gone " + number + "\"}").hasStatus(201);

        api.delete(path).hasStatus(204);

        assertThat(api.get("/v1/products?search=" + number).json().at("/items")).isEmpty();
        assertThat(api.get(path).hasStatus(200).json().at("/archivedAt").isNull()).isFalse();
        api.delete(path).isProblem(404, "UNKNOWN_PRODUCT");
        assertThat(api.put(path, "{}").hasStatus(200).json().at("/archivedAt").isNull()).isTrue();
        assertThat(api.get("/v1/products?search=" + number).json().at("/items")).hasSize(1);
    }

    @Test
    void anArticleNumberMayHaveWhatArticleNumbersHave() {
        String encoded = "/v1/products/" + number + "%20%C3%84.2_(b)";
        Answer created = api.put(encoded, "{}").hasStatus(201);

        assertThat(created.at("/articleNumber")).isEqualTo(number + " Ä.2_(b)");
        assertThat(created.at("/name")).isEqualTo(number + " Ä.2_(b)");
        api.get(created.header("Location")).hasStatus(200);
    }

    @Test
    void changesAtTheSameTimeMakeOneProductAndAsManyRevisionsAsFiles() throws Exception {
        List<String> files = List.of(upload("a"), upload("b"));
        CyclicBarrier start = new CyclicBarrier(AT_ONCE);
        List<Callable<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String file = files.get(i % 2);
            changes.add(() -> {
                start.await();
                return api.put(path, "{\"cadFile\": \"" + file + "\"}").response().statusCode();
            });
        }
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Integer> answer : clients.invokeAll(changes)) {
                answers.add(answer.get());
            }
        }

        assertThat(Collections.frequency(answers, 201)).isOne();
        assertThat(Collections.frequency(answers, 200)).isEqualTo(AT_ONCE - 1);
        JsonNode revisions = api.get(path + "/revisions").json();
        for (int i = 1; i < revisions.size(); i++) {
            assertThat(revisions.get(i).at("/cadFile")).isNotEqualTo(revisions.get(i - 1).at("/cadFile"));
            assertThat(revisions.get(i).at("/number").asInt()).isEqualTo(revisions.size() - i);
        }
    }

    private String upload(String mark) {
        return api.upload(mark + ".step", SampleFiles.step(number + mark)).hasStatus(201).at("/id");
    }
}
