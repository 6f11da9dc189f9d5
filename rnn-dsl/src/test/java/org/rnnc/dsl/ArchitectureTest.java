// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rooms of this module, and which of them may know of which. */
class ArchitectureTest {
    private static final String ROOT = "org.rnnc.dsl";

    /** Written by ANTLR. */
    private static final String GRAMMAR = ROOT + ".grammar";

    /** What other modules call beside the values in {@link #VALUES}. */
    private static final Set<String> ENTRY_POINTS = Set.of(
            ROOT + ".parse.SpecReader",
            ROOT + ".parse.format.SpecFormatter",
            ROOT + ".lower.SpecCompiler",
            ROOT + ".resolve.Signature");

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

    /** The type of a file that {@code type} is in. */
    private static String topLevel(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }
}
