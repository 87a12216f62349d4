package io.renderline.api.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.web.PageCursor;

import static org.assertj.core.api.Assertions.assertThat;

/** Finding products among 100,000. */
@ApiTest
class ProductSearchTest {
    private static final int PRODUCTS = 100_000;
    /** Many times what it takes, and far less than reading all products takes on a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(2);

    @Autowired
    private ApiClient api;

    @BeforeAll
    static void manyProducts(@Autowired JdbcClient sql) {
        sql.sql("""
                INSERT INTO product (article_number, name, attributes, tags, created_at, changed_at)
                SELECT 'zs-' || lpad(n::text, 6, '0'),
                       (ARRAY['Bearing', 'Gear wheel', 'Shaft', 'Flange', 'Bushing'])[n % 5 + 1] || ' Ø' || n % 97 || ' '
                       || md5(n::text), '{}',
                       CASE WHEN n % 1000 = 0 THEN ARRAY['zs-rare', 'zs'] ELSE ARRAY['zs'] END, now(), now()
                FROM generate_series(1, ?) n""")
                .param(PRODUCTS).update();
        sql.sql("ANALYZE product").update();
    }

    @AfterAll
    static void none(@Autowired JdbcClient sql) {
        sql.sql("DELETE FROM product WHERE article_number LIKE 'zs-%'").update();
    }

    @Test
    void aPartOfANameOrOfAnArticleNumberFindsIt() {
        assertThat(numbers("search=C4CA4238A0B9")).containsExactly("zs-000001");
        assertThat(numbers("search=zs-0777")).hasSize(100);
        assertThat(numbers("search=zs-012345")).containsExactly("zs-012345");
        assertThat(numbers("search=99999%20zs-")).contains("zs-099999").hasSizeLessThan(20);
        assertThat(numbers("search=zs-0000%20bearing")).hasSize(19).first().isEqualTo("zs-000005");
    }

    @Test
    void whatMeansSomethingInAPatternIsAnOrdinaryCharacter() {
        assertThat(numbers("search=zs-01%25")).isEmpty();
        assertThat(numbers("search=zs_012345")).isEmpty();
        assertThat(numbers("search=zs-012345%5C")).isEmpty();
    }

    @Test
    void aTagNarrowsTheList() {
        assertThat(numbers("tag=zs-rare")).hasSize(100);
        assertThat(numbers("tag=zs-rare&search=shaft")).isEmpty();
        assertThat(numbers("tag=zs-rare&search=zs-05")).hasSize(10);
        assertThat(numbers("tag=zs-none")).isEmpty();
    }

    @Test
    void everyProductStandsOnOnePageInOrder() {
        List<String> numbers = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = api.get("/v1/products?search=zs-09&limit=200" + cursor).hasStatus(200);
            page.json().at("/items").forEach(product -> numbers.add(product.at("/articleNumber").asString()));
            cursor = page.json().at("/nextCursor").isNull() ? "" : "&cursor=" + page.at("/nextCursor");
        } while (!cursor.isEmpty());

        assertThat(numbers).hasSize(10_000).isSorted().doesNotHaveDuplicates();
    }

    /** The words are rare, frequent, short, in all products, and in none. */
    @Test
    void everySearchIsAnsweredSoon() {
        for (String query : List.of("search=c4ca4238", "search=bearing", "search=zs", "search=e", "search=qqqqq",
                "search=bearing%20flange", "tag=zs-rare", "tag=zs&search=shaft%20ab", "search=zs-1",
                "cursor=" + PageCursor.of("zs-090000"))) {
            found(query);
            long start = System.nanoTime();
            found(query);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).as(query).isLessThan(SOON);
        }
    }

    private List<String> numbers(String query) {
        List<String> numbers = new ArrayList<>();
        api.get("/v1/products?limit=200&" + query).hasStatus(200).json().at("/items")
                .forEach(product -> numbers.add(product.at("/articleNumber").asString()));
        return numbers;
    }

    private String found(String query) {
        return api.get("/v1/products?" + query).hasStatus(200).text();
    }
}
