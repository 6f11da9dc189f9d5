// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
    private static final String ROOT = "org.rnnc.dsl";

    /** Written by ANTLR. */
    private static final String GRAMMAR = ROOT + ".grammar";

    private static final Path SOURCES = Path.of("src/main/java/org/rnnc/dsl");
    private static final int LONGEST_CYCLE = 3;
    private static final int FILES_OF_A_PACKAGE = 25;

    /** What other modules call beside the values in {@link #VALUES}. */
    private static final Set<String> ENTRY_POINTS =
            Set.of(ROOT + ".parse.SpecReader", ROOT + ".lower.SpecCompiler", ROOT + ".resolve.Signature");

    /** Packages of values that go from stage to stage, and so to the other modules. */
    private static final Set<String> VALUES =
            Set.of(ROOT + ".syntax", ROOT + ".diag", ROOT + ".model", ROOT + ".graph");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static final DescribedPredicate<JavaClass> OURS = describe(
            "ours",
            type -> type.getPackageName().startsWith(ROOT)
                    && !type.getPackageName().equals(GRAMMAR));

    @Test
    void allPackagesWereRead() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> written = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(file -> ROOT + "."
                            + SOURCES.relativize(file)
                                    .toString()
                                    .replace(".java", "")
                                    .replace(File.separatorChar, '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(written, types());
        }
    }

    @Test
    void noPackagesDependOnEachOther() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES.that(OURS));
    }

    @Test
    void noMoreThanThreeTypesDependOnEachOther() {
        Map<String, Set<String>> dependencies = dependencies();
        List<Set<String>> cycles = new StronglyConnected(dependencies)
                .components().stream()
                        .filter(component -> component.size() > LONGEST_CYCLE)
                        .toList();
        assertEquals(List.of(), cycles);
    }

    @Test
    void cyclesAreFound() {
        Map<String, Set<String>> edges =
                Map.of("a", Set.of("b"), "b", Set.of("c", "e"), "c", Set.of("d"), "d", Set.of("b"), "e", Set.of());
        assertEquals(
                Set.of(Set.of("a"), Set.of("b", "c", "d"), Set.of("e")),
                Set.copyOf(new StronglyConnected(edges).components()));
    }

    @Test
    void onlyTheReaderKnowsAntlr() {
        noClasses()
                .that(OURS)
                .and()
                .resideOutsideOfPackage(ROOT + ".parse..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.antlr..", GRAMMAR)
                .check(CLASSES);
    }

    @Test
    void nothingKnowsJavac() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javax.lang.model..", "javax.annotation.processing..", "javax.tools..", "com.sun..", "jdk..")
                .check(CLASSES);
    }

    /** What is public is an entry point, a value that goes from stage to stage, or used by another package. */
    @Test
    void onlyWhatIsUsedElsewhereIsPublic() {
        classes()
                .that(OURS)
                .and()
                .areTopLevelClasses()
                .and(describe("are public", type -> type.getModifiers().contains(JavaModifier.PUBLIC)))
                .should(ArchCondition.from(describe("be used by another package", ArchitectureTest::mayBePublic)))
                .check(CLASSES);
    }

    private static boolean mayBePublic(JavaClass type) {
        return ENTRY_POINTS.contains(type.getName())
                || VALUES.contains(type.getPackageName())
                || CLASSES.stream()
                        .filter(inner -> topLevel(inner).equals(type.getName()))
                        .flatMap(inner -> inner.getDirectDependenciesToSelf().stream())
                        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    @Test
    void packagesCanBeSurveyed() throws IOException {
        Map<String, Long> files = types().stream()
                .collect(Collectors.groupingBy(
                        type -> type.substring(0, type.lastIndexOf('.')), TreeMap::new, Collectors.counting()));
        files.values().removeIf(count -> count <= FILES_OF_A_PACKAGE);
        assertEquals(Map.of(), files);
        assertTrue(types().size() > 100);
    }

    // ---- types -----------------------------------------------------------------------------------------------------

    private static Set<String> types() {
        return CLASSES.that(OURS).stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(ArchitectureTest::topLevel)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The type of a file that {@code type} is in. */
    private static String topLevel(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }

    /** By type what it depends on; a sealed type, its kinds and its visitor are one. */
    private static Map<String, Set<String>> dependencies() {
        Map<String, String> families = new HashMap<>();
        CLASSES.that(OURS).forEach(type -> addFamily(type, families));
        Map<String, Set<String>> dependencies = new TreeMap<>();
        for (JavaClass type : CLASSES.that(OURS)) {
            String from = families.getOrDefault(topLevel(type), topLevel(type));
            Set<String> known = dependencies.computeIfAbsent(from, key -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                String to = families.getOrDefault(topLevel(target), topLevel(target));
                if (OURS.test(target) && !to.equals(from)) {
                    known.add(to);
                }
            }
        }
        return dependencies;
    }

    private static void addFamily(JavaClass type, Map<String, String> families) {
        Class<?>[] kinds = type.reflect().getPermittedSubclasses();
        if (kinds != null) {
            Stream.of(kinds).forEach(kind -> families.put(kind.getName().replaceAll("\\$.*", ""), topLevel(type)));
            families.put(topLevel(type) + "Visitor", topLevel(type));
        }
    }
}
