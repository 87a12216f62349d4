package io.renderline.api.orders;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.media.SampleFiles;

import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

/** Sends orders in the forms that they come in. */
final class OrderForms {
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private final ApiClient api;

    OrderForms(ApiClient api) {
        this.api = api;
    }

    /** Makes a product with a STEP file of its own. */
    void product(String articleNumber) {
        String model = api.upload(articleNumber + ".step", SampleFiles.step(articleNumber)).at("/id");
        api.put("/v1/products/" + articleNumber, "{\"cadFile\": \"" + model + "\"}").hasStatus(201);
    }

    /** Gives a product that is there a file. */
    void file(String articleNumber) {
        String model = api.upload(articleNumber + ".step", SampleFiles.step(articleNumber)).at("/id");
        api.put("/v1/products/" + articleNumber, "{\"cadFile\": \"" + model + "\"}").hasStatus(200);
    }

    /** An output type of small pictures; {@code views} as JSON. */
    void outputType(String name, String views) {
        api.post("/v1/output-types", "{\"name\": \"" + name + "\", \"kind\": \"still\", \"width\": 64, \"height\": 48,"
                + " \"samples\": 2, \"format\": \"png\", \"views\": " + views + "}").hasStatus(201);
    }

    /** Sends JSON lines; quotation marks may be single ones. */
    Answer lines(String query, String... lines) {
        return body("application/x-ndjson", query,
                String.join("\n", lines).replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    Answer csv(String query, String text) {
        return file(query, "order.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    Answer csv(String query, String text, Charset charset) {
        return file(query, "order.csv", text.getBytes(charset));
    }

    Answer file(String query, String name, byte[] content) {
        return api.form("/v1/orders" + query, "file", Map.of(name, content));
    }

    Answer body(String type, String query, byte[] content, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = type;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return api.send("POST", "/v1/orders" + query, BodyPublishers.ofByteArray(content), all);
    }

    /** The order once a job is made of everything that waited. */
    JsonNode planned(Answer accepted) {
        String path = "/v1/orders/" + accepted.hasStatus(202).at("/id");
        await().until(() -> api.get(path + "/lines?limit=1000").json().at("/items").valueStream()
                .flatMap(line -> line.at("/outputs").valueStream())
                .allMatch(output -> !output.at("/job").isNull() || !output.at("/error").isNull()
                        || output.at("/state").asString().equals("CANCELLED")));
        return api.get(path + "/lines?limit=1000").json().at("/items");
    }

    /** The order once it is in this state. */
    JsonNode awaitState(Answer accepted, String state) {
        String path = "/v1/orders/" + accepted.at("/id");
        await().untilAsserted(() -> org.assertj.core.api.Assertions.assertThat(api.get(path).at("/state"))
                .isEqualTo(state));
        return api.get(path).json();
    }

    /** A workbook whose first sheet has this {@code sheetData}; {@code more} are further parts, or other ones. */
    static byte[] workbook(String sheetData, Map<String, byte[]> more) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", SampleFiles.text("""
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/xl/workbook.xml" ContentType=\
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                <Override PartName="/xl/styles.xml" ContentType=\
                "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType=\
                "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""));
        parts.put("_rels/.rels", SampleFiles
                .text("""
                        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
                        Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
                        Target="xl/workbook.xml"/></Relationships>"""));
        parts.put("xl/workbook.xml", SampleFiles.text("""
                <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
                <sheet name="Order" sheetId="1" r:id="rId1"/></sheets></workbook>"""));
        parts.put("xl/_rels/workbook.xml.rels", SampleFiles.text("""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship
                Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
                Target="worksheets/sheet1.xml"/></Relationships>"""));
        parts.put(SHEET,
                SampleFiles.text("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                        + "<sheetData>" + sheetData + "</sheetData></worksheet>"));
        parts.putAll(more);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
