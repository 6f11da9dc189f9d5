// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.syntax.Origin;
import org.rnnc.dsl.syntax.SourceText;

/**
 * Where an annotation and its values stand in their Java file. Only javac's own trees tell; with another compiler, or
 * behind a wrapper of it, nothing is known and nothing breaks.
 */
final class JavaPlaces {
    private final Trees trees;
    private final TreePath declaration;
    private final TypeElement type;
    private final AnnotationMirror mirror;
    private final SourceText file;

    /** From the offset of a first character to the one after the last. */
    record Range(int start, int end) {}

    private JavaPlaces(Trees trees, TypeElement type, AnnotationMirror mirror) throws IOException {
        this.trees = trees;
        this.declaration = trees.getPath(type);
        this.type = type;
        this.mirror = mirror;
        this.file = new SourceText(
                fileName(declaration.getCompilationUnit().getSourceFile().getName()),
                declaration
                        .getCompilationUnit()
                        .getSourceFile()
                        .getCharContent(true)
                        .toString());
    }

    static Optional<JavaPlaces> of(ProcessingEnvironment environment, TypeElement type, AnnotationMirror mirror) {
        try {
            Trees trees = Trees.instance(environment);
            return trees.getPath(type) == null ? Optional.empty() : Optional.of(new JavaPlaces(trees, type, mirror));
        } catch (IllegalArgumentException | IOException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** The source that {@code type} comes from; empty where it comes from a class file. */
    static Optional<URI> sourceOf(ProcessingEnvironment environment, TypeElement type) {
        try {
            return Optional.ofNullable(Trees.instance(environment).getPath(type))
                    .map(path -> path.getCompilationUnit().getSourceFile().toUri());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The Java file. */
    SourceText file() {
        return file;
    }

    /** Where {@code value} stands; the whole annotation, if it is null. */
    Range of(@Nullable AnnotationValue value) {
        TreePath path = value == null ? trees.getPath(type, mirror) : trees.getPath(type, mirror, value);
        return range(path == null ? declaration.getLeaf() : withoutName(path.getLeaf()));
    }

    /** Where each character of {@code value}, a string, stands; empty if it is not written out here. */
    Optional<Origin> ofText(AnnotationValue value) {
        TreePath path = trees.getPath(type, mirror, value);
        return path != null && withoutName(path.getLeaf()) instanceof ExpressionTree tree
                ? JavaLiterals.origin(file, tree, this::start, (String) value.getValue())
                : Optional.empty();
    }

    private static Tree withoutName(Tree tree) {
        return tree instanceof AssignmentTree assignment ? assignment.getExpression() : tree;
    }

    private Range range(Tree tree) {
        int start = (int) Math.max(0, start(tree));
        long end = trees.getSourcePositions().getEndPosition(declaration.getCompilationUnit(), tree);
        if (end > start) {
            return new Range(start, (int) end);
        }
        // javac often keeps no ends.
        String written = tree.toString();
        boolean simple = !(tree instanceof AnnotationTree) && file.text().startsWith(written, start);
        return new Range(start, Math.min(file.text().length(), start + (simple ? written.length() : 1)));
    }

    private long start(Tree tree) {
        return trees.getSourcePositions().getStartPosition(declaration.getCompilationUnit(), tree);
    }
}
