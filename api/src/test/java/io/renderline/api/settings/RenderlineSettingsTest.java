package io.renderline.api.settings;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class RenderlineSettingsTest {
    private static final String AMQP = "amqp://guest:guest@127.0.0.1:5672";

    private final ApplicationContextRunner start = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer()).withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(RenderlineSettings.class)
    static class Settings {}

    /** As the operating system hands it over. */
    private ApplicationContextRunner with(String... variables) {
        return start.withInitializer(context -> {
            java.util.Map<String, Object> environment = new java.util.HashMap<>();
            for (String variable : variables) {
                environment.put(variable.substring(0, variable.indexOf('=')),
                        variable.substring(variable.indexOf('=') + 1));
            }
            context.getEnvironment().getPropertySources()
                    .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment));
        });
    }

    @Test
    void onlyTheBrokerMustBeSet() {
        with("RENDERLINE_AMQP_URL=" + AMQP).run(context -> {
            RenderlineSettings settings = context.getBean(RenderlineSettings.class);
            Path home = Path.of(System.getProperty("user.home"), ".renderline");
            assertThat(settings.homeFolder()).isEqualTo(home);
            assertThat(Path.of(settings.blobUrl())).isEqualTo(home.resolve("blobs"));
            assertThat(settings.db().address()).isEmpty();
            assertThat(settings.upload().maxBytes()).isEqualTo(2L * 1024 * 1024 * 1024);
            assertThat(context.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void everythingCanBeSetByTheEnvironment() {
        with("RENDERLINE_AMQP_URL=" + AMQP, "RENDERLINE_HOME=/var/lib/renderline",
                "RENDERLINE_DB_URL=postgresql://me:s%40cret+1@db:5433/render?sslmode=require",
                "RENDERLINE_BLOB_URL=file:/mnt/blobs", "RENDERLINE_UPLOAD_MAX_BYTES=1000").run(context -> {
                    RenderlineSettings settings = context.getBean(RenderlineSettings.class);
                    assertThat(settings.homeFolder()).isEqualTo(Path.of("/var/lib/renderline"));
                    assertThat(settings.blobUrl()).hasToString("file:/mnt/blobs");
                    assertThat(settings.upload().maxBytes()).isEqualTo(1000);
                    assertThat(settings.db().address()).hasValueSatisfying(address -> {
                        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5433/render?sslmode=require");
                        assertThat(address.user()).isEqualTo("me");
                        assertThat(address.password()).isEqualTo("s@cret+1");
                        assertThat(address.toString()).doesNotContain("cret");
                    });
                });
    }

    @Test
    void aBlankValueCountsAsNone() {
        with("RENDERLINE_AMQP_URL=" + AMQP, "RENDERLINE_DB_URL=", "RENDERLINE_BLOB_URL= ").run(context -> {
            assertThat(context.getBean(RenderlineSettings.class).db().address()).isEmpty();
            assertThat(context.getBean(RenderlineSettings.class).blobUrl().getPath()).endsWith("/blobs");
        });
    }

    @Test
    void aHomeMayBeginWithATilde() {
        with("RENDERLINE_AMQP_URL=" + AMQP, "RENDERLINE_HOME=~/pictures").run(
                context -> assertThat(context.getBean(RenderlineSettings.class).homeFolder())
                        .isEqualTo(Path.of(System.getProperty("user.home"), "pictures")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RENDERLINE_AMQP_URL=                           | No message broker is set.      | Set RENDERLINE_AMQP_URL
            RENDERLINE_AMQP_URL=http://127.0.0.1:15672     | not the address of a RabbitMQ  | amqp://user
            RENDERLINE_AMQP_URL=amqp://me:pass word@host   | is not a URL                   | percent-encoded
            RENDERLINE_DB_URL=mysql://db/render            | not the address of a PostgreSQL | postgresql://user
            RENDERLINE_DB_URL=postgresql://db              | not the address of a PostgreSQL | postgresql://user
            RENDERLINE_BLOB_URL=ftp://store/blobs          | no kind of store that is known | file:/folder
            RENDERLINE_BLOB_URL=blobs                      | no kind of store that is known | s3://bucket/prefix
            RENDERLINE_BLOB_URL=s3://Bucket                | is no name of an S3 bucket    | file:/folder
            RENDERLINE_UPLOAD_MAX_BYTES=0                  | must be at least 1             | 2147483648
            RENDERLINE_HOME=                               | renderline.home is blank       | ~/.renderline
            """)
    void aBadValueEndsTheStartWithASentence(String variable, String fault, String remedy) {
        String broker = variable.startsWith("RENDERLINE_AMQP_URL") ? "UNUSED=" : "RENDERLINE_AMQP_URL=" + AMQP;
        with(broker, variable).run(context -> {
            assertThat(context).hasFailed();
            SettingException wrong = causeOf(context.getStartupFailure());
            var analysis = new SettingFailureAnalyzer().analyze(wrong, wrong);
            assertThat(analysis.getDescription()).contains(fault).doesNotContain("pass word");
            assertThat(analysis.getAction()).contains(remedy);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/render?user=me", "postgres://db/render"})
    void aDatabaseMayBeNamedInEveryUsualWay(String url) {
        assertThat(DatabaseAddress.parse(url).jdbcUrl()).startsWith("jdbc:postgresql://db");
        assertThat(DatabaseAddress.parse(url).user()).isNull();
    }

    private static SettingException causeOf(@org.jspecify.annotations.Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SettingException)) {
            cause = cause.getCause();
        }
        assertThat(cause).as("%s", failure).isInstanceOf(SettingException.class);
        return (SettingException) java.util.Objects.requireNonNull(cause);
    }
}
