package io.renderline.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import io.renderline.core.key.Sha256;

/** The engine's Python package, carried in this program and unpacked to a folder that is named by its content. */
public final class PythonPackage {
    private static final String ROOT = "renderline-python/";
    private static final int HASH_DIGITS = 12;

    private PythonPackage() {}

    /**
     * Unpacks it below {@code folder}, unless it lies there already.
     *
     * @return the folder to put on Python's path
     */
    public static Path unpack(Path folder) throws IOException {
        Map<String, byte[]> files = files();
        Path target = folder.resolve("python-" + hashOf(files).hex().substring(0, HASH_DIGITS));
        if (Files.isDirectory(target)) {
            return target;
        }
        // Renamed when whole, so that a folder with this name is never half a package.
        Path unpacked = Files.createDirectories(folder.resolve("python-" + UUID.randomUUID() + ".tmp"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = unpacked.resolve(file.getKey());
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(path, file.getValue());
        }
        try {
            Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            return target;
        }
        return target;
    }

    private static Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Resource resource : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:" + ROOT + "**/*.*")) {
            String url = resource.getURL().toString();
            if (url.contains("__pycache__")) {
                continue;
            }
            try (InputStream in = resource.getInputStream()) {
                files.put(url.substring(url.lastIndexOf(ROOT) + ROOT.length()), in.readAllBytes());
            }
        }
        if (files.isEmpty()) {
            throw new IOException("The engine's Python package is not part of this program; build it again.");
        }
        return files;
    }

    private static Sha256 hashOf(Map<String, byte[]> files) {
        MessageDigest digest = Sha256.newDigest();
        files.forEach((name, content) -> {
            digest.update(Sha256.of(content).hex().getBytes(StandardCharsets.UTF_8));
            digest.update(name.getBytes(StandardCharsets.UTF_8));
        });
        return Sha256.finish(digest);
    }
}
