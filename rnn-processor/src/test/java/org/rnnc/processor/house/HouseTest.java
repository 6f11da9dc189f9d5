// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the rooms of these four modules, and which rooms of the processor may know of which. */
class HouseTest {
    private static final String PROCESSOR = "org.rnnc.processor";
    private static final int LONGEST_CYCLE = 3;
    private static final int FILES_OF_A_PACKAGE = 25;

    /** Written by ANTLR. */
    private static final String GRAMMAR = "org.rnnc.dsl.grammar";

    /** What knows neither a language nor a machine. */
    private static final List<String> PORTABLE =
            List.of("rewrite", "grad", "schedule", "schedule.kernel", "schedule.pack");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.rnnc.dsl", "org.rnnc.processor", "org.rnnc.runtime", "org.rnnc.training");

    private static List<JavaClass> classes(String module) {
        return ALL.stream()
                .filter(type -> type.getPackageName().startsWith("org.rnnc." + module)
                        && !type.getPackageName().equals(GRAMMAR))
                .toList();
    }

    private static Path sources(String module) {
        String folder = module.equals("training") ? "../connect/training" : "../rnn-" + module;
        return Path.of(folder, "src/main/java/org/rnnc", module);
    }

    private static List<Path> files(String module) throws IOException {
        try (Stream<Path> files = Files.walk(sources(module))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsl", "processor", "runtime", "training"})
    void allFilesAreLookedAt(String module) throws IOException {
        Set<String> written = files(module).stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .map(file -> "org.rnnc." + module + "."
                        + sources(module).relativize(file).toString().replaceAll("[/\\\\]", "."))
                .map(name -> name.replaceAll("\\.java$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                written,
                classes(module).stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .map(TypeGraph::topLevel)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsl", "processor", "runtime", "training"})
    void noPackagesDependOnEachOther(String module) {
        slices().matching("org.rnnc." + module + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    /** A sealed type with its kinds and its visitor counts as one. */
    @ParameterizedTest
    @ValueSource(strings = {"dsl", "processor", "runtime", "training"})
    void noMoreThanThreeTypesDependOnEachOther(String module) {
        List<Set<String>> cycles = new StronglyConnected(TypeGraph.of(classes(module)))
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

    @ParameterizedTest
    @ValueSource(strings = {"dsl", "processor", "runtime", "training"})
    void packagesCanBeSurveyed(String module) throws IOException {
        Map<Path, List<String>> files = files(module).stream()
                .collect(Collectors.groupingBy(
                        Path::getParent,
                        TreeMap::new,
                        Collectors.mapping(file -> file.getFileName().toString(), Collectors.toList())));
        assertTrue(files.size() > 2, files::toString);
        files.forEach((folder, names) -> {
            assertTrue(names.contains("package-info.java"), () -> "no package-info in " + folder);
            assertTrue(names.size() - 1 <= FILES_OF_A_PACKAGE, () -> names.size() + " files in " + folder);
        });
    }

    /** Else NullAway would not look at them. */
    @ParameterizedTest
    @ValueSource(strings = {"dsl", "processor", "runtime", "training"})
    void allPackagesAreNullMarked(String module) throws IOException {
        List<Path> unmarked = files(module).stream()
                .filter(file -> file.endsWith("package-info.java"))
                .filter(file -> lines(file).noneMatch("@NullMarked"::equals))
                .toList();
        assertEquals(List.of(), unmarked);
    }

    /** The picture of the rooms, in docs, has them all. */
    @ParameterizedTest
    @ValueSource(strings = {"dsl", "processor", "runtime", "training"})
    void allRoomsAreDrawn(String module) throws IOException {
        String picture = Files.readString(Path.of("../docs/rooms.svg"));
        List<String> missing = files(module).stream()
                .map(file -> sources(module).relativize(file).getParent())
                .map(room -> room == null ? module : room.toString().replaceAll("[/\\\\]", "."))
                .distinct()
                .filter(room -> !picture.contains(">" + room + "<")
                        && !picture.contains(">" + room.substring(room.lastIndexOf('.') + 1) + "<"))
                // What java -jar prints, alone.
                .filter(room -> !room.equals("runtime"))
                .toList();
        assertEquals(List.of(), missing);
    }

    // ---- the processor ---------------------------------------------------------------------------------------------

    @Test
    void whatIsPortableKnowsNoTargetAndNoLanguage() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        PORTABLE.stream().map(room -> PROCESSOR + "." + room).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        PROCESSOR + ".layout..",
                        PROCESSOR + ".java..",
                        PROCESSOR + ".front..",
                        "javax..",
                        "com.palantir..",
                        "com.sun..")
                .check(ALL);
    }

    @Test
    void onlyWhatIsWrittenKnowsHow() {
        noClasses()
                .that()
                .resideInAPackage(PROCESSOR + ".layout..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROCESSOR + ".java..", "javax..", "com.palantir..", "com.sun..")
                .check(ALL);
    }

    /** What users see is written in terms of an engine's methods: of its memory and kernels nothing is known. */
    @Test
    void whatUsersSeeKnowsNoKernelAndNoMemory() {
        noClasses()
                .that()
                .resideInAPackage(PROCESSOR + ".java.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROCESSOR + ".java.kernel..", PROCESSOR + ".java.expression..")
                .check(ALL);
    }

    /** Not even in words: a comment that speaks of the JIT tells of a decision that belongs to a target. */
    @Test
    void whatIsPortableSpeaksOfNoMachine() throws IOException {
        Pattern machine = Pattern.compile("\\b(C2|HotSpot|JIT|JVM|Java|javac|bytecode|SIMD|padd\\w*)\\b");
        List<String> found = files("processor").stream()
                .filter(file -> PORTABLE.contains(room(file)))
                .flatMap(HouseTest::lines)
                .filter(line -> machine.matcher(line).find())
                .toList();
        assertEquals(List.of(), found);
    }

    private static String room(Path file) {
        return sources("processor").relativize(file).getParent() == null
                ? ""
                : sources("processor").relativize(file).getParent().toString().replaceAll("[/\\\\]", ".");
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
