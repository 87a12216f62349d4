package io.renderline.api.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.renderline.api.media.SampleFiles;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.PictureFormat;
import io.renderline.core.media.SourceFormat;

import static io.renderline.api.media.SampleFiles.glb;
import static io.renderline.api.media.SampleFiles.iges;
import static io.renderline.api.media.SampleFiles.step;
import static io.renderline.api.media.SampleFiles.stl;
import static io.renderline.api.media.SampleFiles.storedZip;
import static io.renderline.api.media.SampleFiles.text;
import static io.renderline.api.media.SampleFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

class FormatSnifferTest {
    private static final String OBJ = "# a cube\nmtllib cube.mtl\no Cube\nv 1.0 -1.0 1e-3\nv 1 1 1\nf 1//1 2//2 3\n";

    static Stream<Arguments> models() throws IOException {
        return Stream.of(argumentSet("STEP", ModelFormat.STEP, step("a")),
                argumentSet("STEP after a byte order mark and lines", ModelFormat.STEP,
                        text("\uFEFF\r\n  " + new String(step("b"), java.nio.charset.StandardCharsets.UTF_8))),
                argumentSet("IGES", ModelFormat.IGES, iges()),
                argumentSet("GLB", ModelFormat.GLB, glb("{\"asset\":{\"version\":\"2.0\"}}")),
                argumentSet("GLB of a real exporter", ModelFormat.GLB, resource("empty_nodes_no_mesh.glb")),
                argumentSet("glTF in a ZIP", ModelFormat.GLTF_ZIP, zip("model/scene.gltf", "model/scene.bin")),
                argumentSet("glTF with all inside", ModelFormat.GLTF,
                        text("{\"asset\": {}, \"buffers\": [{\"uri\": \"data:;base64,AAAA\"}]}")),
                argumentSet("OBJ in a ZIP", ModelFormat.OBJ_ZIP, zip("a/a.obj", "a/a.mtl", "a/wood.png")),
                argumentSet("blend in a ZIP", ModelFormat.BLEND_ZIP, zip("film/textures/wood.png", "film/film.blend")),
                argumentSet("blend in a ZIP by a Mac", ModelFormat.BLEND_ZIP,
                        zip("film.blend", "__MACOSX/._film.blend")),
                argumentSet("blend in a ZIP with the libraries that it links", ModelFormat.BLEND_ZIP,
                        zip("film/parts/bolt.blend", "film/parts/nut.blend", "film/film.blend", "film/._film.blend")),
                argumentSet("USD text", ModelFormat.USD, text("#usda 1.0\ndef Xform \"a\" {}\n")),
                argumentSet("USD binary", ModelFormat.USD, usdc(40, 64)),
                argumentSet("USDZ", ModelFormat.USDZ, storedZip("part.usdc", "texture.png")),
                argumentSet("USD in a ZIP", ModelFormat.USD_ZIP, zip("part.usda", "parts/bolt.usdc", "texture.png")),
                argumentSet("USD in a ZIP as it is", ModelFormat.USD_ZIP, storedZip("texture.png", "a.usda", "b.usda")),
                argumentSet("FBX in a ZIP", ModelFormat.FBX_ZIP, zip("a/wood.png", "a/a.fbx", "a/old/a.fbx")),
                argumentSet("STL binary, beginning with solid", ModelFormat.STL, stl(3)),
                argumentSet("STL text", ModelFormat.STL,
                        text("solid part\nfacet normal 0 0 1\nouter loop\nendloop\nendfacet\nendsolid part\n")),
                argumentSet("OBJ", ModelFormat.OBJ, text(OBJ)),
                argumentSet("OBJ longer than the head", ModelFormat.OBJ, text(OBJ.repeat(2_000))),
                argumentSet("PLY text", ModelFormat.PLY, text("ply\nformat ascii 1.0\nelement vertex 0\nend_header\n")),
                argumentSet("FBX binary", ModelFormat.FBX, text("Kaydara FBX Binary  \0\u001a\0 and more")),
                argumentSet("FBX text", ModelFormat.FBX, text("; FBX 7.3.0 project file\nFBXHeaderExtension:  {\n}\n")),
                argumentSet("blend", ModelFormat.BLEND, blend()),
                argumentSet("blend in gzip", ModelFormat.BLEND, gzip(blend())),
                argumentSet("blend in Zstandard of Blender 5.2", ModelFormat.BLEND, resource("502_lamp_cycles.blend")));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aModelIsKnownByItsContentWhateverItsName(ModelFormat format, byte[] content) {
        assertThat(sniff(content, "picture.png")).isEqualTo(format);
    }

    static Stream<Arguments> strangers() throws IOException {
        return Stream.of(argumentSet("empty", ProblemCode.EMPTY_FILE, "is empty", new byte[0]),
                argumentSet("Git LFS pointer", ProblemCode.GIT_LFS_POINTER, "upload the real file",
                        text("version https://git-lfs.github.com/spec/v1\noid sha256:d4d3\nsize 1978470\n")),
                argumentSet("prose", ProblemCode.NOT_A_MODEL, "text file of another kind",
                        text("Very good parts for friends.\n")),
                argumentSet("bytes", ProblemCode.NOT_A_MODEL, "no known kind", new byte[]{0, 1, 2, 3}),
                argumentSet("more bytes than an STL", ProblemCode.NOT_A_MODEL, "no known kind", noise()),
                argumentSet("GIF", ProblemCode.NOT_A_MODEL, "GIF", text("GIF89a")),
                argumentSet("PNG cut off", ProblemCode.DAMAGED_FILE, "IEND", cut(SampleFiles.png("cut"), 12)),
                argumentSet("WebP cut off", ProblemCode.DAMAGED_FILE, "it should have 24 bytes, but has 16",
                        latin("RIFF\u0010\0\0\0WEBPVP8 ")),
                argumentSet("PDF", ProblemCode.NOT_A_MODEL, "PDF", text("%PDF-1.7\n")),
                argumentSet("web page", ProblemCode.NOT_A_MODEL, "web page", text("<!DOCTYPE html><html></html>")),
                argumentSet("lone glTF", ProblemCode.MISSING_PARTS, "Upload a ZIP",
                        text("{\"asset\": {\"version\": \"2.0\"}, \"buffers\": [{\"uri\": \"a.bin\"}]}")),
                argumentSet("lone glTF, seen at its end", ProblemCode.MISSING_PARTS, "Upload a ZIP",
                        text("{\"asset\": {}," + " ".repeat(FormatSniffer.HEAD_BYTES)
                                + "\"images\": [{\"uri\":\"a.png\"}]}")),
                argumentSet("other JSON", ProblemCode.NOT_A_MODEL, "text file", text("{\"a\": 1}")),
                argumentSet("ZIP of text", ProblemCode.NOT_A_MODEL, "without a .gltf", zip("readme.txt")),
                argumentSet("ZIP of STEP", ProblemCode.NOT_A_MODEL, "upload the 'parts/a.step'", zip("parts/a.step")),
                argumentSet("ZIP of two", ProblemCode.UNSUPPORTED_MODEL, "2 .gltf files", zip("a.gltf", "b.gltf")),
                argumentSet("ZIP of two .blend", ProblemCode.UNSUPPORTED_MODEL, "2 .blend files",
                        zip("a.blend", "b.blend")),
                argumentSet("ZIP of two .blend in folders", ProblemCode.UNSUPPORTED_MODEL, "beside each other",
                        zip("a/a.blend", "b/b.blend", "b/parts/c.blend")),
                argumentSet("ZIP with a password", ProblemCode.UNSUPPORTED_MODEL, "Make one without",
                        locked(zip("a.gltf", "a.bin"))),
                argumentSet("ZIP of two FBX", ProblemCode.UNSUPPORTED_MODEL, "2 .fbx files", zip("a.fbx", "b.FBX")),
                argumentSet("ZIP of STL", ProblemCode.NOT_A_MODEL, "upload the 'a.stl'", zip("a.stl", "a.txt")),
                argumentSet("ZIP of two OBJ", ProblemCode.UNSUPPORTED_MODEL, "2 .obj files", zip("a.obj", "b.obj")),
                argumentSet("ZIP that leaves its folder", ProblemCode.UNSUPPORTED_MODEL, "outside of its folder",
                        zip("a.gltf", "../../etc/a.bin")),
                argumentSet("empty ZIP", ProblemCode.NOT_A_MODEL, "holds nothing", zip()),
                argumentSet("ZIP cut off", ProblemCode.DAMAGED_FILE, "directory", cut(zip("a.gltf", "a.bin"), 30)),
                argumentSet("STEP cut off", ProblemCode.DAMAGED_FILE, "END-ISO-10303-21", cut(step("c"), 20)),
                argumentSet("IGES cut off", ProblemCode.DAMAGED_FILE, "terminate section", cut(iges(), 81)),
                argumentSet("blend cut off", ProblemCode.DAMAGED_FILE, "last block", cut(blend(), 8)),
                argumentSet("USD cut off", ProblemCode.DAMAGED_FILE, "end is missing", usdc(100, 64)),
                argumentSet("GLB cut off", ProblemCode.DAMAGED_FILE, "its end is missing",
                        cut(glb("{\"asset\":{}}"), 4)),
                argumentSet("GLB cut off in its data", ProblemCode.DAMAGED_FILE, "47",
                        resource("truncated_chunk_data.glb")),
                argumentSet("GLB cut off in its header", ProblemCode.DAMAGED_FILE, "header", text("glTF\2\0\0\0")),
                argumentSet("GLB of zeros", ProblemCode.NOT_A_MODEL, "no known kind", resource("invalid_magic.glb")),
                argumentSet("GLB of version 1", ProblemCode.UNSUPPORTED_MODEL, "version 1", versionOne()),
                argumentSet("text STL cut off", ProblemCode.DAMAGED_FILE, "endsolid",
                        text("solid a\nfacet normal 0 0")),
                argumentSet("PLY without end", ProblemCode.DAMAGED_FILE, "header", text("ply\nformat ascii 1.0\n")),
                argumentSet("gzip of text", ProblemCode.NOT_A_MODEL, "unpack it", gzip(text("hello"))),
                argumentSet("Zstandard of something", ProblemCode.NOT_A_MODEL, "Zstandard",
                        new byte[]{0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9}),
                argumentSet("SolidWorks", ProblemCode.UNSUPPORTED_MODEL, "Export it as STEP",
                        new byte[]{(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a,
                                (byte) 0xe1}));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whatIsNoModelIsRefusedWithASentenceThatNamesIt(ProblemCode code, String part, byte[] content) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> sniff(content, "bearing.step"))
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem.detail()).contains("'bearing.step'", part).endsWith(".");
                });
    }

    @Test
    void aPictureIsKnownByItsContentAndIsNoModel() {
        byte[] png = SampleFiles.png("known");
        assertThat(sniff(png, "a.step")).isEqualTo(PictureFormat.PNG);
        assertThat(sniff(latin("\u00ff\u00d8\u00ff\u00e0"), "a.png")).isEqualTo(PictureFormat.JPEG);
        assertThat(sniff(latin("RIFF\u0004\0\0\0WEBP"), "a.png")).isEqualTo(PictureFormat.WEBP);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> FormatSniffer.recogniseModel(png, "a.png"))
                .satisfies(problem -> assertThat(problem.detail()).contains("is not a model: it is a PNG picture"));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anStlOfTheWrongSizeIsCalledDamagedWhereItsNameSaysThatItIsOne() {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> sniff(cut(stl(4), 50), "part.stl"))
                .satisfies(problem -> assertThat(problem.detail()).contains("4 triangles", "284 bytes", "has 234"));
    }

    /** As the intake does: the head first, then the end. */
    private static SourceFormat sniff(byte[] content, String name) {
        byte[] head = Arrays.copyOf(content, Math.min(content.length, FormatSniffer.HEAD_BYTES));
        RecognisedFile recognised = FormatSniffer.recognise(head, name);
        int tail = Math.min(content.length, recognised.tailBytes());
        return recognised.end().format(recognised.format(), content.length,
                Arrays.copyOfRange(content, content.length - tail, content.length));
    }

    private static byte[] cut(byte[] content, int bytes) {
        return Arrays.copyOf(content, content.length - bytes);
    }

    private static byte[] blend() {
        return text("BLENDER-v405REND" + "\0".repeat(50) + "ENDB\0\0\0\0");
    }

    private static byte[] usdc(long tableOffset, int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(text("PXR-USDC")).putLong(16, tableOffset)
                .array();
    }

    /** With the flag of encryption in the directory's first entry. */
    private static byte[] locked(byte[] zip) {
        int entry = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        zip[entry + 8] |= 1;
        return zip;
    }

    private static byte[] versionOne() {
        byte[] content = glb("{\"asset\":{}}");
        content[4] = 1;
        return content;
    }

    private static byte[] noise() {
        byte[] content = new byte[100_000];
        new java.util.Random(1).nextBytes(content);
        return content;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SampleFiles.class.getResourceAsStream("/models/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
