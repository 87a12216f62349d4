package io.renderline.api.catalog;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

/** Tells which products there are, for whoever names many of them. */
@Component
public class KnownProducts {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JdbcClient sql;

    KnownProducts(JdbcClient sql) {
        this.sql = sql;
    }

    /** Those of the article numbers that no product has, or only one that is archived. */
    public Set<String> unknown(Collection<String> articleNumbers) {
        // PostgreSQL keeps no NUL: such a text is nobody's article number, and would break the statement
        Set<String> unknown = new HashSet<>(articleNumbers);
        Set<String> possible = new HashSet<>(unknown);
        possible.removeIf(text -> ArticleNumber.of(text).isEmpty());
        unknown.removeAll(sql.sql("""
                SELECT p.article_number FROM jsonb_array_elements_text(?::jsonb) AS wanted(number)
                JOIN product p ON p.article_number = wanted.number COLLATE "C" WHERE p.archived_at IS NULL""")
                .param(MAPPER.writeValueAsString(possible)).query(String.class).set());
        return unknown;
    }

    /** The article number that looks most like this one, when one does. */
    public Optional<String> nearest(String articleNumber) {
        return ArticleNumber.of(articleNumber).flatMap(number -> sql.sql("""
                SELECT article_number FROM product
                WHERE search %> lower(:number) AND archived_at IS NULL
                ORDER BY similarity(lower(article_number), lower(:number)) DESC, article_number LIMIT 1""")
                .param("number", number.text().toLowerCase(Locale.ROOT)).query(String.class).optional());
    }
}
