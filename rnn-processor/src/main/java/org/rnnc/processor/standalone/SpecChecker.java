// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.processor.front.ClassNaming;
import org.rnnc.processor.front.Neighbours;
import org.rnnc.processor.front.SpecFolder;

/** Reads and checks spec files, as a type does that names them in its annotation. */
public final class SpecChecker {
    private SpecChecker() {}

    /**
     * Checks a file. One that cannot be read gives an error like any other, without a line.
     *
     * @param name what its messages call it
     */
    public static CheckedSpec check(Path file, String name) {
        return check(SpecFolder.readAnywhere(file, name), name);
    }

    /**
     * Checks a text that is not, or not yet, in a file.
     *
     * @param place the file it is to be, whose folder has the other cells it sees; empty if it is alone
     * @param name what its messages call it
     */
    public static CheckedSpec check(InputStream text, Optional<Path> place, String name) throws IOException {
        return check(SpecFolder.readAnywhere(text, place, name), name);
    }

    private static CheckedSpec check(SpecFolder.Result result, String name) {
        return result.spec().map(SpecChecker::check).orElseGet(() -> {
            SourceText nothing = new SourceText(name, "");
            return new CheckedSpec(
                    new SpecFile(nothing, List.of()),
                    List.of(),
                    List.of(SpecTexts.problem(nothing, result.problem(), result.hint())));
        });
    }

    private static CheckedSpec check(SpecFolder.Spec text) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile spec = SpecReader.read(text.source(), diagnostics);
        Neighbours neighbours = new Neighbours(text.neighbours(), text.unread());
        // Of a partial tree, the checks would report what only follows from what is missing.
        List<ModelSpec> models =
                diagnostics.hasErrors() ? List.of() : SpecCompiler.compile(spec, neighbours.sound(), diagnostics);
        List<Diagnostic> found = new ArrayList<>(neighbours.explain(diagnostics));
        if (spec.declarations().isEmpty() && found.isEmpty()) {
            found.add(SpecTexts.problem(
                    text.source(), "there is neither a model nor a cell", "begin with `model Name { }`"));
        }
        Set<String> unspeakable = unspeakable(spec, found);
        return new CheckedSpec(
                spec,
                models.stream()
                        .filter(model -> !unspeakable.contains(model.name()))
                        .toList(),
                found);
    }

    /** Models whose names no class can have; that is said of those of which nothing else is. */
    private static Set<String> unspeakable(SpecFile spec, List<Diagnostic> found) {
        Set<String> names = new HashSet<>();
        for (Declaration.Model model : spec.models()) {
            if (!ClassNaming.isClassName(model.name().text())) {
                names.add(model.name().text());
                boolean reported = found.stream()
                        .anyMatch(diagnostic ->
                                diagnostic.span().equals(model.name().span()));
                if (!reported) {
                    found.add(new Diagnostic(
                            Code.JAVA_NAME.id(),
                            Severity.ERROR,
                            model.name().span(),
                            "`" + model.name() + "` is not a name for a Java class",
                            "give another one"));
                }
            }
        }
        return names;
    }
}
