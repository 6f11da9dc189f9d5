// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.processor.standalone.CheckedSpec;
import org.rnnc.processor.standalone.ModelSources;
import org.rnnc.processor.standalone.SpecChecker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rnnc check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Say what is wrong in spec files.",
        description = {
            "",
            "Findings are those of a build, with the same words and codes, on the error stream. A file sees the cells of "
                    + "the other .rnn files of its folder."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {ExitCode.FINE_TEXT, ExitCode.ERRORS_TEXT, ExitCode.USAGE_TEXT, ExitCode.BUG_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc check CharRnn.rnn",
            "  rnnc check --json src/main/rnn           for an editor, on the output",
            "  rnnc check --stdin-file src/main/rnn/CharRnn.rnn - < edited.txt"
        })
final class CheckCommand implements Callable<Integer> {
    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|FOLDER",
            description = "files, folders with all .rnn files below, or - for what is read from the standard input")
    private List<Path> arguments;

    @Option(
            names = "--json",
            description = "write findings to the output, as an array of objects with file, line, column, endLine, "
                    + "endColumn, code, severity, message and hint")
    private boolean json;

    @Option(
            names = "--stdin-file",
            paramLabel = "FILE",
            description =
                    "the file that the standard input is the new text of: its name is in messages, and the cells of "
                            + "its folder are seen")
    private Optional<Path> standardInputFile;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        boolean reads = arguments.contains(STANDARD_INPUT);
        if (standardInputFile.isPresent() && !reads) {
            throw new ParameterException(spec.commandLine(), "--stdin-file is for what is read by -");
        }
        SpecFiles files = SpecFiles.of(
                arguments.stream().filter(path -> !path.equals(STANDARD_INPUT)).toList());
        List<Diagnostic> found = new ArrayList<>();
        if (reads) {
            String name = standardInputFile.map(Path::toString).orElse("-");
            found.addAll(findings(SpecChecker.check(input(), standardInputFile, name)));
        }
        files.all().forEach(file -> found.addAll(findings(SpecChecker.check(file.path(), file.name()))));
        files.problems().forEach(problem -> found.add(problem(problem)));
        return report(found);
    }

    /** Not closed: it is everybody's. */
    private static InputStream input() {
        return System.in;
    }

    /** Also what only shows when the classes are written. */
    static List<Diagnostic> findings(CheckedSpec checked) {
        List<Diagnostic> found = new ArrayList<>(checked.found());
        if (!checked.hasErrors()) {
            for (ModelSpec model : checked.models()) {
                ModelSources.of(model, false, "").problem().ifPresent(found::add);
            }
        }
        return found;
    }

    private static Diagnostic problem(String text) {
        return new Diagnostic(
                Code.FILE.id(), Severity.ERROR, new SourceSpan(new SourceText("rnnc", ""), 0, 0), text, "");
    }

    private int report(List<Diagnostic> found) throws IOException {
        if (json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(DiagnosticJson.of(found));
            out.flush();
        } else {
            DiagnosticPrinter printer = new DiagnosticPrinter(
                    spec.commandLine().getErr(),
                    spec.commandLine().getColorScheme().ansi());
            found.forEach(printer::print);
            printer.printSummary();
        }
        boolean errors = found.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
        return errors ? ExitCode.ERRORS : ExitCode.FINE;
    }
}
