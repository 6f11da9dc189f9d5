// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.Name;

/** Names that the generated Java can bear. */
public final class JavaNames {
    /** Types within the generated class; none can have the name of the one around it. */
    private static final Set<String> NESTED = Set.of("Predictor", "Session", "State", "Trainer");

    /** Where a class has the name of a package, no class beside it can name what is in the package. */
    private static final Set<String> PACKAGES = Set.of("java", "org");

    /** Methods without arguments that every object has. */
    private static final Set<String> OBJECT_METHODS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    private JavaNames() {}

    public static void checkModel(Name name, ErrorReporter report) {
        String text = name.text();
        if (!JavaKeywords.isIdentifier(text) || JavaKeywords.isKeyword(text)) {
            clash(name, "model", "is not a name for a Java class", report);
        } else if (Set.of("var", "yield", "record", "sealed", "permits").contains(text)) {
            clash(name, "model", "is a word of Java", report);
        } else if (NESTED.contains(text)) {
            clash(name, "model", "has the name of a type within its own class", report);
        } else if (PACKAGES.contains(text)) {
            clash(name, "model", "has the name of a package that its own class uses", report);
        } else if (!ModelSpec.isFileName(text)) {
            report.error(
                    Code.JAVA_NAME,
                    name.span(),
                    "model " + Quote.shortened(text) + " has a name too long for the files of its classes",
                    "at most " + ModelSpec.LONGEST_NAME + " bytes");
        }
    }

    /** The engines of model A are classes of their own, called A_Engine and A_Vector. */
    public static void checkEngines(List<Name> models, ErrorReporter report) {
        Set<String> texts = models.stream().map(Name::text).collect(java.util.stream.Collectors.toSet());
        for (Name name : models) {
            String owner = name.text().replaceAll("_(Engine|Vector)$", "");
            if (!owner.equals(name.text()) && texts.contains(owner)) {
                clash(name, "model", "has the name of a class that is made for model " + Quote.of(owner), report);
            }
        }
    }

    /** Checks the name of an input, output, value or layer, from which fields and methods get theirs. */
    public static void checkMember(String kind, Name name, ErrorReporter report) {
        if (JavaKeywords.isKeyword(name.text())) {
            clash(name, kind, "is a word of Java", report);
        } else if (OBJECT_METHODS.contains(name.text())) {
            clash(name, kind, "has the name of a method that every Java object has", report);
        }
    }

    /** Names that differ in case only would share a method. */
    public static void checkCase(List<Name> names, ErrorReporter report) {
        Map<String, Name> known = new HashMap<>();
        for (Name name : names) {
            Name before = known.putIfAbsent(name.text().toLowerCase(Locale.ROOT), name);
            if (before != null && !before.text().equals(name.text())) {
                report.error(
                        Code.JAVA_NAME,
                        name.span(),
                        Quote.of(name) + " and " + Quote.of(before) + " (line "
                                + before.span().line() + ") differ in case only",
                        "methods of the generated class are named for both; rename one");
            }
        }
    }

    private static void clash(Name name, String kind, String why, ErrorReporter report) {
        report.error(Code.JAVA_NAME, name.span(), kind + " " + Quote.of(name) + " " + why, "rename it");
    }
}
