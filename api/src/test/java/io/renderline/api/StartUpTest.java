package io.renderline.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.testing.TestS3;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator sees of a start that cannot succeed. */
class StartUpTest {
    @TempDir
    private Path home;

    @Test
    void withoutABrokerItSaysWhatToSet() throws Exception {
        String output = start(Map.of("RENDERLINE_AMQP_URL", ""));

        assertThat(output).contains("No message broker is set.", "Set RENDERLINE_AMQP_URL to amqp://user:password@")
                .doesNotContain("\tat ");
        assertThat(home.resolve("postgres")).as("nothing was started").doesNotExist();
    }

    @Test
    void withADatabaseThatIsNotThereItSaysWhich() throws Exception {
        String output = start(Map.of("RENDERLINE_AMQP_URL", "amqp://guest:guest@127.0.0.1:1",
                "RENDERLINE_DB_URL", "postgresql://me:secret@127.0.0.1:1/render",
                "SPRING_DATASOURCE_HIKARI_INITIALIZATION_FAIL_TIMEOUT", "1"));

        assertThat(output).contains("The database at jdbc:postgresql://127.0.0.1:1/render cannot be used",
                "correct RENDERLINE_DB_URL").doesNotContain("secret");
    }

    @Test
    void withABlobStoreThatCannotBeWrittenItSaysWhy() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "no folder");
        String output = start(Map.of("RENDERLINE_AMQP_URL", "amqp://guest:guest@127.0.0.1:1",
                "RENDERLINE_BLOB_URL", "file:" + file + "/blobs"));

        assertThat(output).contains("The blob store at file:" + file + "/blobs cannot be opened",
                "RENDERLINE_BLOB_URL");
    }

    @Test
    void withABucketThatIsNotThereItSaysSo() throws Exception {
        TestS3 server = TestS3.server();
        Map<String, String> variables = new HashMap<>(TestS3.credentials());
        variables.put("RENDERLINE_AMQP_URL", "amqp://guest:guest@127.0.0.1:1");
        variables.put("RENDERLINE_BLOB_URL", server.blobUrl("no-such-bucket", "blobs").toString());

        assertThat(start(variables)).contains("The blob store has no bucket 'no-such-bucket'", "RENDERLINE_BLOB_URL")
                .doesNotContain("\tat ");
    }

    private String start(Map<String, String> variables) throws IOException {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("RENDERLINE_HOME", home.toString());
        environment.put("SERVER_PORT", "0");
        try (ChildJvm process = ChildJvm.start(ApiApplication.class, List.of(), environment)) {
            ChildJvm.Ending ending = process.awaitEnd();
            assertThat(ending.status()).as(ending.output()).isEqualTo(1);
            return ending.output();
        }
    }
}
