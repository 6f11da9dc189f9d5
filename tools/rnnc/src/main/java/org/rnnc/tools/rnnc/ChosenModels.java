// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.standalone.CheckedSpec;
import org.rnnc.processor.standalone.SpecChecker;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The models of some files, or one of them; for commands that look at models. */
public final class ChosenModels {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|FOLDER",
            description = "files, and folders with all .rnn files below")
    private List<Path> arguments;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME",
            description = "only the model of this name")
    private Optional<String> name;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private boolean wrong;

    /** Reads and checks all files, prints what is wrong, and gives the models without errors. */
    public List<ModelSpec> read() {
        DiagnosticPrinter printer = DiagnosticPrinter.of(spec);
        SpecFiles files = SpecFiles.of(arguments);
        List<ModelSpec> models = new ArrayList<>();
        for (SpecFiles.Found file : files.all()) {
            CheckedSpec checked = SpecChecker.check(file.path(), file.name());
            checked.found().forEach(printer::print);
            models.addAll(checked.models());
        }
        files.problems().forEach(printer::print);
        List<String> names = models.stream().map(ModelSpec::name).toList();
        name.ifPresent(chosen -> models.removeIf(model -> !model.name().equals(chosen)));
        if (models.isEmpty() && printer.errors() == 0) {
            printer.print(
                    names.isEmpty()
                            ? "there is no model in these files"
                            : "there is no model " + name.orElse("") + " in these files, but "
                                    + String.join(", ", names));
        }
        printer.printSummary();
        wrong = printer.errors() > 0;
        return models;
    }

    /** What the command ends with, once they are read. */
    public int exit() {
        return wrong ? ExitCode.ERRORS : ExitCode.FINE;
    }
}
