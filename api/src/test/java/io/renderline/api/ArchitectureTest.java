package io.renderline.api;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Which package of the api may know which. */
@AnalyzeClasses(packages = "io.renderline.api", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.renderline.api";

    /** For each package, the only others that it may know. */
    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(Map.entry("", Set.of()),
            Map.entry("settings", Set.of()), Map.entry("web", Set.of()), Map.entry("database", Set.of("settings")),
            Map.entry("broker", Set.of("settings")), Map.entry("formats", Set.of("web")),
            Map.entry("media", Set.of("formats", "settings", "web")), Map.entry("cache", Set.of("media", "tasks")),
            Map.entry("tasks", Set.of()), Map.entry("studios", Set.of("media", "web")),
            Map.entry("outputs", Set.of("studios", "tasks", "web")),
            Map.entry("background", Set.of()), Map.entry("dispatch", Set.of("background", "tasks")),
            Map.entry("timelines", Set.of("formats", "media", "web")),
            Map.entry("idempotency", Set.of("web")),
            Map.entry("jobs",
                    Set.of("idempotency", "outputs", "studios", "tasks", "media", "timelines", "web", "workers")),
            Map.entry("orders",
                    Set.of("background", "catalog", "idempotency", "jobs", "media", "orders.lines", "outputs", "tasks",
                            "web")),
            Map.entry("orders.lines", Set.of("media", "web")),
            Map.entry("imports", Set.of("catalog", "idempotency", "media", "web")),
            Map.entry("catalog", Set.of("jobs", "outputs", "studios", "media", "web")),
            Map.entry("templates", Set.of("jobs", "media", "settings", "web")),
            Map.entry("workers", Set.of("broker")));

    @ArchTest
    static final ArchRule EACH_PACKAGE_KNOWS_ONLY_WHAT_IT_MAY = classes().should(knowOnlyWhatTheirPackageMay());

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_MEDIA_AND_CATALOG_USE_JPA = noClasses().that()
            .resideOutsideOfPackages(ROOT + ".media..", ROOT + ".catalog..").should()
            .dependOnClassesThat().resideInAnyPackage("jakarta.persistence..", "org.springframework.data..");

    @ArchTest
    static final ArchRule ENTITIES_STAY_INSIDE = classes().that()
            .areAnnotatedWith(jakarta.persistence.Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule HIDDEN_UNTIL_NEEDED = classes().that().areTopLevelClasses().and()
            .haveModifier(JavaModifier.PUBLIC).and().areNotAssignableTo(ApiApplication.class)
            .should(beUsedByAnotherPackage());

    private static ArchCondition<JavaClass> knowOnlyWhatTheirPackageMay() {
        return new ArchCondition<>("know only what their package may") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> allowed = KNOWS.get(relative(type));
                if (allowed == null) {
                    events.add(SimpleConditionEvent.violated(type, "The package of " + type.getName()
                            + " is new: say in this test what it may know"));
                    return;
                }
                type.getDirectDependenciesFromSelf().forEach(dependency -> {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    boolean foreign = target.getPackageName().startsWith(ROOT)
                            && !relative(target).equals(relative(type));
                    if (foreign && !allowed.contains(relative(target))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                });
            }
        };
    }

    private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> users = new TreeSet<>();
                type.getDirectDependenciesToSelf()
                        .forEach(dependency -> users.add(dependency.getOriginClass().getPackageName()));
                users.remove(type.getPackageName());
                if (users.isEmpty()) {
                    events.add(SimpleConditionEvent.violated(type,
                            type.getName() + " is public, but only its own package uses it"));
                }
            }
        };
    }

    private static String relative(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", "");
    }
}
