// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of this module, and which of them may know of which. */
class ArchitectureTest {
    private static final String ROOT = "org.rnnc.runtime";

    /** Helps the other rooms, and those of rnnc-training, whose ArchitectureTest looks at it; exported to nobody else. */
    private static final String SUPPORT = ROOT + ".support";

    /** For generated code alone. */
    private static final String GENERATED = ROOT + ".generated..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Not even inside: what generated code calls can change without a look at the rest. */
    @Test
    void onlyGeneratedCodeKnowsWhatIsForIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(GENERATED, ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(GENERATED)
                .check(CLASSES);
    }

    @Test
    void annotationsKnowNothingElse() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".annotation")
                .should()
                .dependOnClassesThat(describe(
                        "are of other rooms",
                        type -> type.getPackageName().startsWith(ROOT)
                                && !type.getPackageName().equals(ROOT + ".annotation")))
                .check(CLASSES);
    }

    /** A type of a package that is not exported would be one that nobody can name. */
    @Test
    void signaturesHaveNothingThatIsNotExported() {
        List<String> found = CLASSES.stream()
                .filter(type -> !type.getPackageName().equals(SUPPORT) && isPublic(type))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(unit -> Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                        .map(JavaClass::getBaseComponentType)
                        .anyMatch(type -> type.getPackageName().startsWith(ROOT)
                                && (type.getPackageName().equals(SUPPORT) || !isPublic(type))))
                .map(unit -> unit.getFullName())
                .toList();
        assertEquals(List.of(), found);
    }

    @Test
    void allButTwoPackagesAreExported() throws IOException {
        Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        packages.remove(SUPPORT);
        packages.remove(ROOT);
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
        Map<Boolean, Map<String, Set<String>>> exports = module.exports().stream()
                .collect(Collectors.partitioningBy(
                        ModuleDescriptor.Exports::isQualified,
                        Collectors.toMap(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets)));
        assertEquals(packages, exports.get(false).keySet());
        assertEquals(Map.of(SUPPORT, Set.of("org.rnnc.training")), exports.get(true));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }
}
