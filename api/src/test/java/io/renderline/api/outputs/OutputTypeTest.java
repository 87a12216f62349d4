package io.renderline.api.outputs;

import java.util.ArrayList;
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

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

@ApiTest
class OutputTypeTest {
    @Autowired
    private ApiClient api;
    private final String name = "type-" + UUID.randomUUID();
    private final String path = "/v1/output-types/" + name;

    @Test
    void aSensibleSetIsThereFromTheStart() {
        JsonNode thumbnail = api.get("/v1/output-types/thumbnail").hasStatus(200).json();
        assertThat(thumbnail.at("/kind").asString()).isEqualTo("thumbnail");
        assertThat(thumbnail.at("/version").asInt()).isOne();
        assertThat(thumbnail.at("/width").asInt()).isEqualTo(512);
        assertThat(thumbnail.at("/height").asInt()).isEqualTo(512);
        assertThat(thumbnail.at("/samples").isNull()).isTrue();
        assertThat(thumbnail.at("/format").asString()).isEqualTo("webp");
        assertThat(thumbnail.at("/priority").asString()).isEqualTo("low");
        assertThat(thumbnail.at("/archivedAt").isNull()).isTrue();
        JsonNode preview = api.get("/v1/output-types/preview").hasStatus(200).json();
        assertThat(preview.at("/width").asInt()).isEqualTo(1024);
        assertThat(preview.at("/format").asString()).isEqualTo("webp");
        JsonNode hero = api.get("/v1/output-types/hero").hasStatus(200).json();
        assertThat(hero.at("/kind").asString()).isEqualTo("still");
        assertThat(hero.at("/height").asInt()).isEqualTo(2048);
        assertThat(hero.at("/samples").asInt()).isEqualTo(256);
        assertThat(hero.at("/format").asString()).isEqualTo("png");
        assertThat(names()).contains("hero", "preview", "thumbnail").isSorted();
    }

    @Test
    void oneIsCreatedWithEveryDefaultFilledIn() {
        Answer answer = create("\"kind\": \"still\"").hasStatus(201);

        assertThat(answer.header("Location")).isEqualTo(path);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        JsonNode type = api.get(path).hasStatus(200).json();
        assertThat(type).isEqualTo(answer.json());
        assertThat(type.at("/width").asInt()).isEqualTo(1024);
        assertThat(type.at("/views")).hasSize(1);
        assertThat(type.at("/views/0").toString()).isEqualTo("{\"azimuth\":45.0,\"elevation\":25.0}");
        assertThat(type.at("/format").asString()).isEqualTo("png");
        assertThat(type.at("/transparent").asBoolean()).isFalse();
        assertThat(type.at("/denoise").asBoolean()).isTrue();
        assertThat(type.at("/device").asString()).isEqualTo("auto");
        assertThat(type.at("/priority").asString()).isEqualTo("normal");
        assertThat(names()).contains(name);
        api.get(path, "If-None-Match", "\"1\"").hasStatus(304);
    }

    @Test
    void viewsHaveNamesOrAnglesOrBoth() {
        create("""
                "kind": "still", "views": ["front", "top", {"azimuth": 30}, {"name": "detail", "elevation": 10}]""")
                .hasStatus(201);

        assertThat(api.get(path).json().at("/views").toString()).isEqualTo("""
                [{"name":"front","azimuth":0.0,"elevation":0.0},{"name":"top","azimuth":0.0,"elevation":90.0},\
                {"azimuth":30.0,"elevation":25.0},{"name":"detail","azimuth":45.0,"elevation":10.0}]""");
    }

    @Test
    void aChangeIsANewVersionAndTheOldOneStaysReadable() {
        create("\"kind\": \"still\", \"width\": 64").hasStatus(201);

        Answer changed = api.put(path, "{\"kind\": \"thumbnail\", \"width\": 65}").hasStatus(200);

        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.json().at("/version").asInt()).isEqualTo(2);
        assertThat(api.get(path).json().at("/width").asInt()).isEqualTo(65);
        JsonNode first = api.get(path + "/versions/1").hasStatus(200).json();
        assertThat(first.at("/width").asInt()).isEqualTo(64);
        assertThat(first.at("/kind").asString()).isEqualTo("still");
        assertThat(api.get(path + "/versions/2").hasStatus(200).json()).isEqualTo(changed.json());
        api.get(path + "/versions/3").isProblem(404, "UNKNOWN_OUTPUT_TYPE").saying("no version 3", "1 to 2");
    }

    @Test
    void whatIsSentBackUnchangedIsNoChange() {
        Answer created = create("\"kind\": \"still\", \"views\": [\"iso\", {\"name\": \"a\", \"azimuth\": 5}]");

        Answer same = api.put(path, created.text()).hasStatus(200);

        assertThat(same.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void aChangeOfAVersionThatIsNoLongerThereIsRefused() {
        create("\"kind\": \"still\"");
        api.put(path, "{\"kind\": \"still\", \"width\": 10}", "If-Match", "\"1\"").hasStatus(200);

        api.put(path, "{\"kind\": \"still\", \"width\": 11}", "If-Match", "\"1\"").isProblem(412, "CHANGED_MEANWHILE")
                .saying("version 2");
        api.delete(path, "If-Match", "\"1\"").isProblem(412, "CHANGED_MEANWHILE");
        assertThat(api.get(path).json().at("/width").asInt()).isEqualTo(10);
        api.put(path, "{\"kind\": \"still\", \"width\": 11}", "If-Match", "\"1\", \"2\"").hasStatus(200);
        api.put(path, "{\"kind\": \"still\", \"width\": 12}", "If-Match", "*").hasStatus(200);
    }

    @Test
    void anArchivedOneIsReadableAndCanBeMadeAnew() {
        create("\"kind\": \"still\", \"width\": 64");

        api.delete(path).hasStatus(204);

        assertThat(names()).doesNotContain(name);
        assertThat(api.get(path).hasStatus(200).json().at("/archivedAt").isNull()).isFalse();
        api.put(path, "{\"kind\": \"still\"}").isProblem(404, "UNKNOWN_OUTPUT_TYPE").saying("POST");
        api.delete(path).isProblem(404, "UNKNOWN_OUTPUT_TYPE");
        assertThat(create("\"kind\": \"still\", \"width\": 65").hasStatus(201).json().at("/version").asInt())
                .isEqualTo(2);
        assertThat(api.get(path + "/versions/1").json().at("/width").asInt()).isEqualTo(64);
        assertThat(names()).contains(name);
    }

    @Test
    void ofTwoChangesOfOneVersionAtTheSameTimeOneIsRefused() throws Exception {
        create("\"kind\": \"still\"");
        CyclicBarrier start = new CyclicBarrier(2);
        List<Callable<Integer>> changes = List.of(change(start, 20), change(start, 21));

        List<Integer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(2)) {
            for (Future<Integer> answer : clients.invokeAll(changes)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).containsExactlyInAnyOrder(200, 412);
        assertThat(api.get(path).header("ETag")).isEqualTo("\"2\"");
    }

    private Callable<Integer> change(CyclicBarrier start, int width) {
        return () -> {
            start.await();
            return api.put(path, "{\"kind\": \"still\", \"width\": " + width + "}", "If-Match", "\"1\"").response()
                    .statusCode();
        };
    }

    private Answer create(String fields) {
        return api.post("/v1/output-types", "{\"name\": \"" + name + "\", " + fields + "}");
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        api.get("/v1/output-types").hasStatus(200).json().at("/items")
                .forEach(type -> names.add(type.at("/name").asString()));
        return names;
    }
}
