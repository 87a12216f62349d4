package io.renderline.core.blob;

import java.net.URI;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class S3LocationTest {
    @Test
    void allOfItCanBeSet() {
        S3Location location = parse("s3://pictures/a/b?endpoint=http://127.0.0.1:9000&region=eu-central-1"
                + "&pathStyle=false&spool=/var/spool/my%20blobs");

        assertThat(location.bucket()).isEqualTo("pictures");
        assertThat(location.prefix()).isEqualTo("a/b/");
        assertThat(location.endpoint()).contains(URI.create("http://127.0.0.1:9000"));
        assertThat(location.region()).isEqualTo("eu-central-1");
        assertThat(location.pathStyle()).isFalse();
        assertThat(location.spool()).isEqualTo(Path.of("/var/spool/my blobs"));
    }

    @Test
    void onlyTheBucketMustBeSet() {
        S3Location location = parse("s3://pictures");

        assertThat(location.prefix()).isEmpty();
        assertThat(location.endpoint()).isEmpty();
        assertThat(location.pathStyle()).isFalse();
        assertThat(location.spool()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Test
    void anotherServerIsAskedInPathStyle() {
        assertThat(parse("s3://pictures/?endpoint=https%3A%2F%2Fs3.example.com").pathStyle()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3:///prefix                          | is no name of an S3 bucket
            s3://Pictures                         | no name of an S3 bucket
            s3://key:secret@pictures              | AWS_ACCESS_KEY_ID
            s3://pictures?endpoint=127.0.0.1:9000 | must be http://host:port
            s3://pictures?endpoint=ftp://host     | must be http://host:port
            s3://pictures?pathstyle=true          | the option 'pathstyle';
            s3://pictures?pathStyle=yes           | it must be true or false
            s3://pictures?spool=here              | it must be an absolute path
            """)
    void whatCannotBeIsRefusedWithASentence(String url, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(url)).withMessageContaining(sentence)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret@"));
    }

    private static S3Location parse(String url) {
        return S3Location.parse(URI.create(url));
    }
}
