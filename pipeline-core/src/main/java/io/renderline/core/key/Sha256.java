package io.renderline.core.key;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The SHA-256 of some bytes, as 64 lower-case hexadecimal digits. It names a blob. */
public record Sha256(@JsonValue String hex) {
    private static final int LENGTH = 64;
    private static final int BUFFER_BYTES = 64 * 1024;

    @JsonCreator
    public Sha256 {
        requireHex(hex);
    }

    /** The hash of all of {@code bytes}. */
    public static Sha256 of(byte[] bytes) {
        MessageDigest digest = newDigest();
        digest.update(bytes);
        return finish(digest);
    }

    /** The hash of the whole file, read as a stream. */
    public static Sha256 of(Path file) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return finish(digest);
    }

    /** The hash that {@code digest} has gathered; it is reset by this. */
    public static Sha256 finish(MessageDigest digest) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    /** An empty SHA-256 digest. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Throws {@link IllegalArgumentException} unless {@code hex} is 64 lower-case hexadecimal digits. */
    public static void requireHex(String hex) {
        if (hex.length() != LENGTH || !isLowerCaseHex(hex)) {
            throw new IllegalArgumentException("Not a SHA-256 in lower-case hexadecimal: '" + hex + "'");
        }
    }

    /** A plain loop: this is asked of each key that is read, and a stream takes several times as long. */
    private static boolean isLowerCaseHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return hex;
    }
}
