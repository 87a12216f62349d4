package io.renderline.api.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.renderline.api.formats.RecognisedFile;
import io.renderline.core.media.ModelFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CheckedStreamTest {
    private final List<Long> sizes = new ArrayList<>();
    private final List<byte[]> tails = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"0,10", "1,10", "9,10", "10,10", "11,10", "1000,10", "1000,0", "1000,999", "1000,1000", "1000,5000"})
    void theEndIsLookedAtOnceWithTheLastBytesWhateverTheReadsAre(int size, int tailBytes) throws IOException {
        Random random = new Random(31L * size + tailBytes);
        byte[] content = new byte[size];
        random.nextBytes(content);
        int head = size == 0 ? 0 : random.nextInt(size);
        InputStream stream = stream(content, head, tailBytes);

        byte[] passed = new byte[size];
        int at = 0;
        byte[] buffer = new byte[37];
        for (int read = 0; read >= 0; read = stream.read(buffer, 3, 1 + random.nextInt(30))) {
            System.arraycopy(buffer, 3, passed, at, read);
            at += read;
        }
        assertThat(stream.read()).isEqualTo(-1);

        assertThat(passed).isEqualTo(content);
        assertThat(sizes).containsExactly((long) size);
        assertThat(tails).containsExactly(Arrays.copyOfRange(content, Math.max(0, size - tailBytes), size));
    }

    @Test
    void bytesReadOneByOnePassTheSameWay() throws IOException {
        byte[] content = {1, -1, 0, 127};
        InputStream stream = stream(content, 2, 3);

        List<Integer> read = new ArrayList<>();
        for (int b = stream.read(); b >= 0; b = stream.read()) {
            read.add(b);
        }

        assertThat(read).containsExactly(1, 255, 0, 127);
        assertThat(tails).containsExactly(new byte[]{-1, 0, 127});
    }

    @Test
    void aRefusedEndBreaksTheReadThatWouldHaveToldTheEnd() throws IOException {
        RecognisedFile refusing = new RecognisedFile(ModelFormat.STL, 0, (size, tail) -> {
            throw new IllegalStateException("damaged");
        });
        InputStream stream = new CheckedStream(new byte[]{1}, InputStream.nullInputStream(), refusing);

        assertThat(stream.read(new byte[8])).isOne();

        assertThatIllegalStateException().isThrownBy(() -> stream.read(new byte[8])).withMessage("damaged");
    }

    private InputStream stream(byte[] content, int head, int tailBytes) {
        return new CheckedStream(Arrays.copyOf(content, head),
                new ByteArrayInputStream(content, head, content.length - head),
                new RecognisedFile(ModelFormat.STL, tailBytes, (size, tail) -> {
                    sizes.add(size);
                    tails.add(tail);
                }));
    }
}
