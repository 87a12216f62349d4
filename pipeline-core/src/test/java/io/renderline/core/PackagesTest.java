package io.renderline.core;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.renderline.core", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLES = slices().matching("io.renderline.core.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_MESSAGING_KNOWS_THE_BROKER = noClasses().that()
            .resideOutsideOfPackage("io.renderline.core.messaging").should().dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "com.rabbitmq..");

    @ArchTest
    static final ArchRule KEYS_KNOW_NOTHING_OF_RENDERLINE = noClasses().that()
            .resideInAPackage("io.renderline.core.key").should().dependOnClassesThat()
            .resideInAnyPackage("io.renderline.core.task", "io.renderline.core.blob", "io.renderline.core.message");
}
