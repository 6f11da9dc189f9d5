// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What this module may know of the runtime, and what the runtime may show it. */
class ArchitectureTest {
    private static final String RUNTIME = "org.rnnc.runtime";

    /** What helps the rooms of both modules. */
    private static final String SUPPORT = RUNTIME + ".support";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.rnnc.training", RUNTIME);

    @Test
    void whatIsForGeneratedCodeIsNotKnown() {
        noClasses()
                .that()
                .resideInAPackage("org.rnnc.training..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(RUNTIME + ".generated..")
                .check(CLASSES);
    }

    @Test
    void theLoopKnowsNeitherDataNorMetrics() {
        noClasses()
                .that()
                .resideInAPackage("org.rnnc.training")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.rnnc.training.data", "org.rnnc.training.metric")
                .check(CLASSES);
    }

    /** A helper that only its own room uses is not public. */
    @Test
    void whatHelpsIsUsedByTwoOtherRooms() {
        classes()
                .that()
                .resideInAPackage(SUPPORT)
                .and()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .should(ArchCondition.from(describe(
                        "be used by two other rooms",
                        type -> type.getDirectDependenciesToSelf().stream()
                                        .map(use -> use.getOriginClass().getPackageName())
                                        .filter(origin -> !origin.equals(SUPPORT))
                                        .distinct()
                                        .count()
                                >= 2)))
                .check(CLASSES);
    }

    @Test
    void allPackagesAreExportedAndNoOtherModuleIsNeeded() throws IOException {
        Path descriptor = Path.of(getClass()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .resolveSibling("classes/module-info.class");
        ModuleDescriptor module;
        try (var in = Files.newInputStream(descriptor)) {
            module = ModuleDescriptor.read(in);
        }
        assertEquals(
                CLASSES.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.startsWith(RUNTIME))
                        .collect(Collectors.toMap(name -> name, name -> Set.of(), (a, b) -> a)),
                module.exports().stream()
                        .collect(
                                Collectors.toMap(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets)));
        assertEquals(
                Set.of("java.base", RUNTIME),
                module.requires().stream()
                        .filter(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name)
                        .collect(Collectors.toSet()));
    }
}
