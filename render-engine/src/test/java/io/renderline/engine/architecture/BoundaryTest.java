package io.renderline.engine.architecture;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Each rule is held by the module, and each is seen to fail on a class that was written to break it. */
class BoundaryTest {
    private static final String ENGINE = "io.renderline.engine.";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.renderline.engine");
    private static final JavaClasses OFFENDERS = new ClassFileImporter()
            .importClasses(io.renderline.engine.process.OffendingProcess.class,
                    io.renderline.engine.image.OffendingImage.class, io.renderline.engine.consume.BatchRunner.class,
                    io.renderline.engine.control.OffendingControl.class);

    @Test
    void aWorkerKnowsNoDatabase() {
        hold(noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..",
                "org.springframework.jdbc..", "jakarta.persistence..", "io.renderline.api.."));
    }

    @Test
    void engineProcessesKnowNeitherTasksNorTheBroker() {
        hold(noClasses().that().resideInAPackage(ENGINE + "process..").should().dependOnClassesThat()
                .resideInAnyPackage(
                        ENGINE + "consume..", ENGINE + "handler..", ENGINE + "report..", ENGINE + "worker..",
                        ENGINE + "control..", "org.springframework.amqp.."));
    }

    @Test
    void picturesKnowNothingOfEngines() {
        hold(noClasses().that().resideInAPackage(ENGINE + "image..").should().dependOnClassesThat()
                .resideInAnyPackage(ENGINE + "process..", ENGINE + "handler..", "org.springframework.."));
    }

    @Test
    void onlyTheWorkerStartsTheConsumers() {
        hold(classes().that().resideInAPackage(ENGINE + "consume..").should().onlyHaveDependentClassesThat()
                .resideInAnyPackage(ENGINE + "consume..", ENGINE + "worker..", "io.renderline.engine"));
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        hold(slices().matching("io.renderline.engine.(*)..").should().beFreeOfCycles());
    }

    private static void hold(ArchRule rule) {
        rule.check(MODULE);
        assertThat(rule.evaluate(OFFENDERS).hasViolation()).as("the rule fails on what breaks it").isTrue();
    }
}
