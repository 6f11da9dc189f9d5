// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;

/** What only javac's own trees tell; with another compiler, or behind a wrapper, nothing is known and nothing breaks. */
final class JavacTrees {
    private JavacTrees() {}

    /** The Java file a text block stands in, and the line of its first line of text. */
    record TextPlace(String fileName, int firstLine) {}

    /** The file that {@code type} is declared in. */
    static Optional<URI> sourceFile(ProcessingEnvironment environment, TypeElement type) {
        try {
            TreePath path = Trees.instance(environment).getPath(type);
            return Optional.ofNullable(path)
                    .map(p -> p.getCompilationUnit().getSourceFile().toUri());
        } catch (IllegalArgumentException | LinkageError e) {
            return Optional.empty();
        }
    }

    static Optional<TextPlace> textBlock(
            ProcessingEnvironment environment, TypeElement type, AnnotationMirror mirror, AnnotationValue value) {
        try {
            Trees trees = Trees.instance(environment);
            TreePath path = trees.getPath(type, mirror, value);
            if (path == null) {
                return Optional.empty();
            }
            CompilationUnitTree unit = path.getCompilationUnit();
            long start = trees.getSourcePositions().getStartPosition(unit, path.getLeaf());
            String source = unit.getSourceFile().getCharContent(true).toString();
            int quotes = source.indexOf("\"", (int) start);
            if (quotes < 0 || !source.startsWith("\"\"\"", quotes)) {
                return Optional.empty();
            }
            String file = unit.getSourceFile().getName();
            int slash = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
            int line = (int) unit.getLineMap().getLineNumber(quotes) + 1;
            return Optional.of(new TextPlace(file.substring(slash + 1), line));
        } catch (IllegalArgumentException | IOException | LinkageError e) {
            return Optional.empty();
        }
    }
}
