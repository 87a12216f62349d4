package io.renderline.core.blob;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import static java.net.URLDecoder.decode;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Where an S3 blob store is.
 *
 * @param prefix what all keys begin with: empty, or ending in {@code /}
 * @param endpoint the server, when it is not Amazon's
 * @param pathStyle whether the bucket stands in the path ({@code http://host/bucket/key}) and not in the host's name
 * @param spool the folder of this machine in which uploads wait until their hash is known
 */
record S3Location(String bucket, String prefix, Optional<URI> endpoint, String region, boolean pathStyle, Path spool) {
    static final String FORM = "s3://bucket/prefix?endpoint=http://host:port&region=us-east-1&pathStyle=true&spool=/dir";

    private static final Set<String> OPTIONS = Set.of("endpoint", "region", "pathStyle", "spool");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /**
     * Reads {@code s3://bucket/prefix?option=value&…}. Without an endpoint it is Amazon's S3; path style is the default where
     * an endpoint is named; the region's default is {@code AWS_REGION}, else us-east-1.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    static S3Location parse(URI url) {
        String bucket = url.getRawAuthority() == null ? "" : url.getRawAuthority();
        // The message repeats nothing of it: a secret key may stand there
        require(!bucket.contains("@") && !bucket.contains(":"), "The blob store's URL has more than the bucket's name"
                + " before its path. Credentials are given by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                + " the server by ?endpoint=http://host:port");
        require(BUCKET.matcher(bucket).matches(), "'" + bucket + "' is no name of an S3 bucket");
        Map<String, String> options = options(url.getRawQuery());
        Optional<URI> endpoint = Optional.ofNullable(options.get("endpoint")).map(S3Location::endpoint);
        String region = Optional.ofNullable(options.get("region"))
                .or(() -> Optional.ofNullable(System.getenv("AWS_REGION")))
                .orElse("us-east-1");
        return new S3Location(bucket, prefix(url.getPath()), endpoint, region, pathStyle(options, endpoint.isPresent()),
                spool(options));
    }

    private static String prefix(String path) {
        String trimmed = path.replaceAll("^/+|/+$", "");
        return trimmed.isEmpty() ? "" : trimmed + "/";
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new HashMap<>();
        for (String option : query == null ? new String[0] : query.split("&")) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            require(OPTIONS.contains(name),
                    "The blob store's URL has the option '" + name
                            + "'; these are known: endpoint, region, pathStyle, spool");
            options.put(name, equals < 0 ? "" : decode(option.substring(equals + 1).replace("+", "%2B"), UTF_8));
        }
        return options;
    }

    private static URI endpoint(String text) {
        String sentence = "The blob store's endpoint is '" + text + "'; it must be http://host:port or https://host";
        try {
            URI endpoint = new URI(text);
            boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
            require(http && endpoint.getHost() != null, sentence);
            return endpoint;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(sentence, e);
        }
    }

    private static boolean pathStyle(Map<String, String> options, boolean otherServer) {
        String text = options.getOrDefault("pathStyle", Boolean.toString(otherServer));
        require("true".equals(text) || "false".equals(text),
                "The blob store's pathStyle is '" + text + "'; it must be true or false");
        return Boolean.parseBoolean(text);
    }

    private static Path spool(Map<String, String> options) {
        Path spool = Path.of(options.getOrDefault("spool", System.getProperty("java.io.tmpdir")));
        require(spool.isAbsolute(), "The blob store's spool is '" + spool + "'; it must be an absolute path");
        return spool;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** For messages: the bucket, and the server if one is named. */
    String label() {
        return "the bucket '" + bucket + "'" + endpoint.map(server -> " at " + server).orElse("");
    }
}
