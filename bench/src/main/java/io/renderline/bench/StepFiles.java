package io.renderline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Small STEP files (AP214), each with a solid of its own: plates, brackets, channels and many-sided bars, extruded from an
 * outline. No two have the same size, so that nothing made of one can be found again for another.
 */
final class StepFiles {
    private StepFiles() {}

    /** Writes {@code count} files into a folder, as {@code part-000.step} and so on. */
    static List<Path> write(Path folder, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.createDirectories(folder);
        for (int i = 0; i < count; i++) {
            files.add(Files.writeString(folder.resolve(String.format(Locale.ROOT, "part-%03d.step", i)), part(i)));
        }
        return files;
    }

    /** The text of the file with this number. */
    static String part(int number) {
        double size = 20 + number * 0.37;
        double[][] outline = switch (number % 4) {
            case 0 -> new double[][]{{0, 0}, {size, 0}, {size, size / 2}, {0, size / 2}};
            case 1 -> new double[][]{{0, 0}, {size, 0}, {size, 5}, {5, 5}, {5, size}, {0, size}};
            case 2 ->
                new double[][]{{0, 0}, {size, 0}, {size, size}, {size - 4, size}, {size - 4, 4}, {4, 4}, {4, size},
                        {0, size}};
            default -> regular(24 + number % 24, size / 2);
        };
        return new Extrusion().file("part " + number, outline, 3 + number * 0.11);
    }

    private static double[][] regular(int corners, double radius) {
        double[][] outline = new double[corners][];
        for (int i = 0; i < corners; i++) {
            double angle = 2 * Math.PI * i / corners;
            outline[i] = new double[]{radius * Math.cos(angle), radius * Math.sin(angle)};
        }
        return outline;
    }

    /** Writes a prism as a boundary representation, entity by entity. */
    private static final class Extrusion {
        private final StringBuilder data = new StringBuilder();
        private int last;

        /** @param outline corners in mm, counter-clockwise */
        String file(String name, double[][] outline, double height) {
            int count = outline.length;
            int[] low = new int[count];
            int[] high = new int[count];
            int[] lowPoints = new int[count];
            int[] highPoints = new int[count];
            for (int i = 0; i < count; i++) {
                lowPoints[i] = point(outline[i][0], outline[i][1], 0);
                highPoints[i] = point(outline[i][0], outline[i][1], height);
                low[i] = add("VERTEX_POINT('',#%d)", lowPoints[i]);
                high[i] = add("VERTEX_POINT('',#%d)", highPoints[i]);
            }
            int[] bottom = new int[count];
            int[] top = new int[count];
            int[] upright = new int[count];
            for (int i = 0; i < count; i++) {
                int next = (i + 1) % count;
                double[] along = {outline[next][0] - outline[i][0], outline[next][1] - outline[i][1]};
                bottom[i] = edge(low[i], low[next], lowPoints[i], along[0], along[1], 0);
                top[i] = edge(high[i], high[next], highPoints[i], along[0], along[1], 0);
                upright[i] = edge(low[i], high[i], lowPoints[i], 0, 0, 1);
            }
            List<Integer> faces = new ArrayList<>();
            List<String> floor = new ArrayList<>();
            List<String> roof = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int next = (i + 1) % count;
                double[] along = {outline[next][0] - outline[i][0], outline[next][1] - outline[i][1]};
                faces.add(face(
                        List.of(oriented(bottom[i], true), oriented(upright[next], true), oriented(top[i], false),
                                oriented(upright[i], false)),
                        lowPoints[i], along[1], -along[0], 0, along[0], along[1], 0));
                roof.add(oriented(top[i], true));
                floor.addFirst(oriented(bottom[i], false));
            }
            faces.add(face(roof, highPoints[0], 0, 0, 1, 1, 0, 0));
            faces.add(face(floor, lowPoints[0], 0, 0, -1, 1, 0, 0));
            return document(name, faces);
        }

        private String document(String name, List<Integer> faces) {
            int shell = add("CLOSED_SHELL('',(%s))", references(faces));
            int solid = add("MANIFOLD_SOLID_BREP('%s',#%d)", name, shell);
            int length = add("(LENGTH_UNIT() NAMED_UNIT(*) SI_UNIT(.MILLI.,.METRE.))");
            int angle = add("(NAMED_UNIT(*) PLANE_ANGLE_UNIT() SI_UNIT($,.RADIAN.))");
            int solidAngle = add("(NAMED_UNIT(*) SI_UNIT($,.STERADIAN.) SOLID_ANGLE_UNIT())");
            int exactness = add("UNCERTAINTY_MEASURE_WITH_UNIT(LENGTH_MEASURE(1.E-7),#%d,'distance_accuracy_value','')",
                    length);
            int space = add("(GEOMETRIC_REPRESENTATION_CONTEXT(3) GLOBAL_UNCERTAINTY_ASSIGNED_CONTEXT((#%d)) "
                    + "GLOBAL_UNIT_ASSIGNED_CONTEXT((#%d,#%d,#%d)) REPRESENTATION_CONTEXT('',''))", exactness, length,
                    angle, solidAngle);
            int origin = placement(point(0, 0, 0), 0, 0, 1, 1, 0, 0);
            int shape = add("ADVANCED_BREP_SHAPE_REPRESENTATION('',(#%d,#%d),#%d)", origin, solid, space);
            int application = add("APPLICATION_CONTEXT('automotive design')");
            add("APPLICATION_PROTOCOL_DEFINITION('international standard','automotive_design',2000,#%d)", application);
            int context = add("PRODUCT_CONTEXT('',#%d,'mechanical')", application);
            int product = add("PRODUCT('%s','%s','',(#%d))", name, name, context);
            int formation = add("PRODUCT_DEFINITION_FORMATION('','',#%d)", product);
            int design = add("PRODUCT_DEFINITION_CONTEXT('part definition',#%d,'design')", application);
            int definition = add("PRODUCT_DEFINITION('design','',#%d,#%d)", formation, design);
            int defined = add("PRODUCT_DEFINITION_SHAPE('','',#%d)", definition);
            add("SHAPE_DEFINITION_REPRESENTATION(#%d,#%d)", defined, shape);
            return """
                    ISO-10303-21;
                    HEADER;
                    FILE_DESCRIPTION((''),'2;1');
                    FILE_NAME('%s','2026-01-01T00:00:00',(''),(''),'','','');
                    FILE_SCHEMA(('AUTOMOTIVE_DESIGN { 1 0 10303 214 1 1 1 1 }'));
                    ENDSEC;
                    DATA;
                    %sENDSEC;
                    END-ISO-10303-21;
                    """.formatted(name, data);
        }

        private int face(List<String> edges, int at, double nx, double ny, double nz, double dx, double dy, double dz) {
            int[] oriented = edges.stream().mapToInt(edge -> add("%s", edge)).toArray();
            List<Integer> ids = new ArrayList<>();
            for (int id : oriented) {
                ids.add(id);
            }
            int loop = add("EDGE_LOOP('',(%s))", references(ids));
            int bound = add("FACE_OUTER_BOUND('',#%d,.T.)", loop);
            int plane = add("PLANE('',#%d)", placement(at, nx, ny, nz, dx, dy, dz));
            return add("ADVANCED_FACE('',(#%d),#%d,.T.)", bound, plane);
        }

        private static String oriented(int edge, boolean forward) {
            return "ORIENTED_EDGE('',*,*,#%d,%s)".formatted(edge, forward ? ".T." : ".F.");
        }

        private int edge(int from, int to, int at, double dx, double dy, double dz) {
            int vector = add("VECTOR('',#%d,1.)", direction(dx, dy, dz));
            int line = add("LINE('',#%d,#%d)", at, vector);
            return add("EDGE_CURVE('',#%d,#%d,#%d,.T.)", from, to, line);
        }

        private int placement(int at, double nx, double ny, double nz, double dx, double dy, double dz) {
            int normal = direction(nx, ny, nz);
            return add("AXIS2_PLACEMENT_3D('',#%d,#%d,#%d)", at, normal, direction(dx, dy, dz));
        }

        private int point(double x, double y, double z) {
            return add("CARTESIAN_POINT('',(%.6f,%.6f,%.6f))", x, y, z);
        }

        private int direction(double x, double y, double z) {
            double length = Math.sqrt(x * x + y * y + z * z);
            return add("DIRECTION('',(%.12f,%.12f,%.12f))", x / length, y / length, z / length);
        }

        @SuppressWarnings("AnnotateFormatMethod")
        private int add(String entity, Object... values) {
            last++;
            data.append('#').append(last).append('=').append(String.format(Locale.ROOT, entity, values)).append(";\n");
            return last;
        }

        private static String references(List<Integer> ids) {
            return String.join(",", ids.stream().map(id -> "#" + id).toList());
        }
    }
}
