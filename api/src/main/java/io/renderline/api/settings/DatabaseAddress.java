package io.renderline.api.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Where a database is, in the form that JDBC wants.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}
 * @param user null when the URL carries it, or none is needed
 * @param password null when the URL carries it, or none is needed
 */
public record DatabaseAddress(String jdbcUrl, @Nullable String user, @Nullable String password) {
    private static final String FORM = "postgresql://user:password@host:port/database";
    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads {@code postgresql://user:password@host:port/database}, {@code postgres://…} or {@code jdbc:postgresql:…}.
     *
     * @throws SettingException when it is neither
     */
    public static DatabaseAddress parse(String value) {
        if (value.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(value, null, null);
        }
        URI url = Addresses.parse("renderline.db.url", value, FORM);
        boolean known = "postgresql".equals(url.getScheme()) || "postgres".equals(url.getScheme());
        String path = url.getRawPath();
        if (!known || url.getHost() == null || path == null || path.length() < 2) {
            throw new SettingException("renderline.db.url is not the address of a PostgreSQL database.",
                    "Set RENDERLINE_DB_URL to " + FORM + ", or leave it away for the embedded database.");
        }
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        int port = url.getPort() < 0 ? DEFAULT_PORT : url.getPort();
        String[] login = url.getRawUserInfo() == null ? new String[0] : url.getRawUserInfo().split(":", 2);
        return new DatabaseAddress("jdbc:postgresql://" + url.getHost() + ":" + port + path + query, part(login, 0),
                part(login, 1));
    }

    private static @Nullable String part(String[] login, int index) {
        // URLDecoder reads forms, where a plus is a space; in a URL's login it is a plus
        return index < login.length
                ? URLDecoder.decode(login[index].replace("+", "%2B"), StandardCharsets.UTF_8)
                : null;
    }

    /** Without the password, which must not reach a log. */
    @Override
    public String toString() {
        return jdbcUrl.replaceFirst("\\?.*", "");
    }
}
