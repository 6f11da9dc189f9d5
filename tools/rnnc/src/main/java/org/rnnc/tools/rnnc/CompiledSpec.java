// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.processor.standalone.CheckedSpec;
import org.rnnc.processor.standalone.LoadedModel;
import org.rnnc.processor.standalone.MemoryCompiler;
import org.rnnc.processor.standalone.ModelSources;
import org.rnnc.processor.standalone.SpecChecker;
import org.rnnc.runtime.model.Model;
import picocli.CommandLine;

/** A model of a spec file, compiled in memory. */
final class CompiledSpec {
    private final SpecFile file;
    private final ModelSpec spec;
    private final LoadedModel loaded;

    private CompiledSpec(SpecFile file, ModelSpec spec, LoadedModel loaded) {
        this.file = file;
        this.spec = spec;
        this.loaded = loaded;
    }

    /**
     * Compiles a model.
     *
     * @param path of the spec file
     * @param name of the model; empty for the only one
     * @param command its error stream gets what the compiler finds
     * @throws CommandException if there are errors, or not one such model
     */
    static CompiledSpec of(Path path, Optional<String> name, CommandLine command) {
        CheckedSpec checked = SpecChecker.check(path, path.toString());
        report(checked.found(), command);
        ModelSpec spec = find(checked.models(), name, path);
        if (!MemoryCompiler.isThere()) {
            throw new CommandException("this Java cannot compile, so that no model can run: a JDK is needed, and "
                    + System.getProperty("java.home") + " is none");
        }
        report(ModelSources.of(spec, false, "").problem().stream().toList(), command);
        return new CompiledSpec(checked.spec(), spec, LoadedModel.of(spec));
    }

    private static void report(List<Diagnostic> found, CommandLine command) {
        DiagnosticPrinter printer =
                new DiagnosticPrinter(command.getErr(), command.getColorScheme().ansi());
        found.forEach(printer::print);
        if (found.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR)) {
            printer.printSummary();
            throw new CommandException("there is no model to run");
        }
    }

    private static ModelSpec find(List<ModelSpec> models, Optional<String> name, Path path) {
        String names = models.stream().map(ModelSpec::name).collect(Collectors.joining(", "));
        if (name.isPresent()) {
            return models.stream()
                    .filter(model -> model.name().equals(name.get()))
                    .findFirst()
                    .orElseThrow(
                            () -> new CommandException(path + " has no model " + name.get() + "; there are: " + names));
        }
        if (models.size() != 1) {
            throw new CommandException(
                    models.isEmpty()
                            ? path + " has no model"
                            : path + " has several models, and --model says which: " + names);
        }
        return models.get(0);
    }

    ModelSpec spec() {
        return spec;
    }

    /** The text it was compiled from, as a tree. */
    SpecFile file() {
        return file;
    }

    /** A new model, with parameters by {@code seed}. */
    Model create(long seed) {
        return loaded.create(seed);
    }
}
