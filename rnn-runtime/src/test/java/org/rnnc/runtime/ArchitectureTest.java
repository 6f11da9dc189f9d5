// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of this module, and which of them may know of which. */
class ArchitectureTest {
    private static final String ROOT = "org.rnnc.runtime";
    private static final Path SOURCES = Path.of("src/main/java/org/rnnc/runtime");
    private static final int LONGEST_CYCLE = 3;
    private static final int FILES_OF_A_PACKAGE = 25;

    /** Helps the other rooms, and is not exported. */
    private static final String SUPPORT = ROOT + ".support";

    /** For generated code alone. */
    private static final String GENERATED = ROOT + ".generated";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void allFilesWereRead() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> written = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(file ->
                            ROOT + "." + SOURCES.relativize(file).toString().replaceAll("[/\\\\]", "."))
                    .map(file -> file.replaceAll("\\.java$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(written, types());
        }
    }

    @Test
    void noPackagesDependOnEachOther() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noMoreThanThreeTypesDependOnEachOther() {
        Map<String, Set<String>> dependencies = dependencies();
        Map<String, Set<String>> reachable = new TreeMap<>();
        dependencies.keySet().forEach(type -> reachable.put(type, reachable(type, dependencies)));
        Set<Set<String>> cycles = dependencies.keySet().stream()
                .map(type -> reachable.get(type).stream()
                        .filter(other -> reachable.get(other).contains(type))
                        .collect(Collectors.toCollection(TreeSet::new)))
                .filter(cycle -> cycle.size() > LONGEST_CYCLE)
                .collect(Collectors.toSet());
        assertEquals(Set.of(), cycles);
    }

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

    /** A helper that only its own room uses is not public. */
    @Test
    void whatIsNotExportedIsUsedByAnotherRoom() {
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
        assertEquals(
                packages,
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
        assertTrue(module.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
    }

    @Test
    void packagesCanBeSurveyed() {
        Map<String, Long> files = types().stream()
                .collect(Collectors.groupingBy(
                        type -> type.substring(0, type.lastIndexOf('.')), TreeMap::new, Collectors.counting()));
        assertTrue(files.size() > 8, files::toString);
        files.values().removeIf(count -> count <= FILES_OF_A_PACKAGE);
        assertEquals(Map.of(), files);
    }

    // ---- types -----------------------------------------------------------------------------------------------------

    private static Set<String> types() {
        return CLASSES.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(ArchitectureTest::topLevel)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The type of a file that {@code type} is in. */
    private static String topLevel(JavaClass type) {
        return type.getBaseComponentType().getName().replaceAll("\\$.*", "");
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }

    private static Map<String, Set<String>> dependencies() {
        Map<String, Set<String>> dependencies = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            Set<String> known = dependencies.computeIfAbsent(topLevel(type), key -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> topLevel(dependency.getTargetClass()))
                    .filter(target -> target.startsWith(ROOT) && !target.equals(topLevel(type)))
                    .forEach(known::add);
        }
        return dependencies;
    }

    private static Set<String> reachable(String type, Map<String, Set<String>> dependencies) {
        Set<String> reached = new TreeSet<>();
        Deque<String> rest = new ArrayDeque<>(Set.of(type));
        while (!rest.isEmpty()) {
            for (String next : dependencies.get(rest.pop())) {
                if (reached.add(next)) {
                    rest.push(next);
                }
            }
        }
        return reached;
    }
}
