// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the sources of a compilation use {@code @RnnModel}, and in which packages there are generated sources among
 * them. Names alone are looked at, of types and their annotations, never the inside of a method.
 */
final class ModelUses {
    private static final String MODEL = AnnotationNames.MODEL;
    private static final String GENERATED = AnnotationNames.GENERATED;

    private final List<Use> uses = new ArrayList<>();
    private final Set<String> generated = new HashSet<>();

    record Use(CompilationUnitTree unit, String type, AnnotationTree annotation) {
        private String packageName() {
            return ModelUses.packageName(unit);
        }

        /** A file of another folder is of another package. */
        private boolean isElsewhere() {
            return annotation.getArguments().stream()
                    .map(Tree::toString)
                    .anyMatch(argument -> argument.startsWith("file") && argument.contains("/"));
        }
    }

    void add(CompilationUnitTree unit) {
        boolean models = sees(unit, MODEL);
        boolean generated = sees(unit, GENERATED);
        unit.getTypeDecls().forEach(type -> add(unit, type, models, generated));
    }

    private void add(CompilationUnitTree unit, Tree tree, boolean models, boolean wasGenerated) {
        if (tree instanceof ClassTree type) {
            for (AnnotationTree annotation : type.getModifiers().getAnnotations()) {
                if (isA(annotation, MODEL, models)) {
                    // Later, javac changes the names of nested types.
                    uses.add(new Use(unit, type.getSimpleName().toString(), annotation));
                } else if (isA(annotation, GENERATED, wasGenerated)) {
                    generated.add(packageName(unit));
                }
            }
            type.getMembers().forEach(member -> add(unit, member, models, wasGenerated));
        }
    }

    /** Those of which no generated source is seen. */
    List<Use> unprocessed() {
        return uses.stream()
                .filter(use -> !generated.contains(use.packageName()))
                .filter(use -> !use.isElsewhere() || generated.isEmpty())
                .toList();
    }

    private static boolean isA(AnnotationTree annotation, String name, boolean seen) {
        String written = annotation.getAnnotationType().toString();
        return written.equals(name) || seen && written.equals(simpleName(name));
    }

    /** Whether the simple name means the type of the runtime: it is imported, and not another of this name. */
    private static boolean sees(CompilationUnitTree unit, String name) {
        String room = name.substring(0, name.lastIndexOf('.'));
        boolean byPackage = packageName(unit).equals(room);
        for (ImportTree each : unit.getImports()) {
            String imported = each.getQualifiedIdentifier().toString();
            if (simpleName(imported).equals(simpleName(name))) {
                return imported.equals(name);
            }
            byPackage |= imported.equals(room + ".*");
        }
        return byPackage;
    }

    private static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String packageName(CompilationUnitTree unit) {
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }
}
