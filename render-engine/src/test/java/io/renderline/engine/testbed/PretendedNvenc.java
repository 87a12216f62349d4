package io.renderline.engine.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An FFmpeg that plays one whose NVENC works: it says what that says, and has libx264 do the work. */
public final class PretendedNvenc {
    /** The card that it has. */
    public static final String CARD = "NVIDIA L4";

    private static final String SCRIPT = """
            #!/bin/bash
            # What is asked of NVENC goes to libx264, whose options have other names.
            real=$(command -v ffmpeg)
            arguments=() nvenc=no verbose=no skip=no
            for argument in "$@"; do
              if [[ $skip == yes ]]; then skip=no; continue; fi
              case $argument in
                h264_nvenc) nvenc=yes; arguments+=(libx264 -preset medium -threads 4) ;;
                -preset | -tune | -rc | -cq | -b:v) skip=yes ;;
                verbose) verbose=yes; arguments+=(warning) ;;
                *) arguments+=("$argument") ;;
              esac
            done
            [[ $nvenc == yes ]] || exec "$real" "$@"
            echo "$*" >>"$(dirname "$0")/asked"
            if [[ $verbose == yes ]]; then
              echo '[h264_nvenc @ 0x5] [ GPU #0 - < NVIDIA L4 > has Compute SM 8.9 ]' >&2
            fi
            exec "$real" "${arguments[@]}"
            """;

    private PretendedNvenc() {}

    /** Its executable. */
    public static Path executable() {
        return of(SCRIPT);
    }

    /** One that lists NVENC, and whose NVENC ends as that of a card that cannot encode. */
    public static Path withoutCapableCard() {
        return of("""
                #!/bin/bash
                case "$*" in
                  *_nvenc*)
                    echo '[h264_nvenc @ 0x5] OpenEncodeSessionEx failed: unsupported device (2): (no details)' >&2
                    echo '[h264_nvenc @ 0x5] No capable devices found' >&2
                    echo 'Error initializing output stream 0:0' >&2
                    exit 1
                    ;;
                esac
                exec ffmpeg "$@"
                """);
    }

    private static Path of(String script) {
        try {
            Path program = Files.writeString(TestEngines.shortFolder().resolve("ffmpeg"), script);
            if (!program.toFile().setExecutable(true)) {
                throw new IllegalStateException(program + " cannot be made executable");
            }
            return program;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
