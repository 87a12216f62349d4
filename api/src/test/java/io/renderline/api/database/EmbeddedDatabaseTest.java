package io.renderline.api.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.renderline.api.ChildJvm;
import io.renderline.api.settings.SettingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedDatabaseTest {
    @TempDir
    private static Path folder;

    @Test
    void aKilledProcessLosesNothingAndTheNextStartEndsTheServerThatItLeft() throws Exception {
        Path home = Files.createDirectory(folder.resolve("killed"));
        ProcessHandle orphan;
        try (ChildJvm process = ChildJvm.start(KeptDatabase.class, List.of(), Map.of(), home.toString())) {
            process.waitFor(Pattern.compile(Pattern.quote(KeptDatabase.READY)));
            orphan = postmaster(home);
            process.kill();
        }
        assertThat(orphan.isAlive()).isTrue();
        Object programs = programs(home);

        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThat(ask(database, "SELECT word FROM kept")).isEqualTo("kept");
            assertThat(orphan.isAlive()).isFalse();
            assertThat(programs(home)).as("unpacked once").isEqualTo(programs);
        }
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void itKeepsWhatItHasConfirmedAndListensOnLoopbackOnly() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("settings"))) {
            assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(database, "SHOW server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void anotherProgramThatHasTheNumberByNowIsLeftAlone() throws Exception {
        Path home = folder.resolve("recycled");
        EmbeddedDatabase.start(home).close();
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(home.resolve("data/postmaster.pid"), other.pid() + "\n" + home.resolve("data") + "\n");

            EmbeddedDatabase.start(home).close();

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void twoProcessesCannotShareOneHome() throws Exception {
        Path home = folder.resolve("shared");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            assertThatExceptionOfType(SettingException.class).isThrownBy(() -> EmbeddedDatabase.start(home))
                    .withMessageContaining("Another Renderline")
                    .satisfies(e -> assertThat(e.remedy()).contains("HOME"));
            assertThat(ask(database, "SELECT 'still there'")).isEqualTo("still there");
        }
    }

    private static ProcessHandle postmaster(Path home) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst().strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** Which file the program is: another one when it was unpacked again. */
    private static Object programs(Path home) throws IOException {
        try (Stream<Path> files = Files.find(home.resolve("bin"), 5,
                (path, attributes) -> path.endsWith("bin/initdb"))) {
            Path program = files.findFirst().orElseThrow();
            return List.of(Files.getAttribute(program, "unix:ino"), Files.getLastModifiedTime(program));
        }
    }

    private static String ask(EmbeddedDatabase database, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.address().jdbcUrl(),
                database.address().user(), "");
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
