// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.parse.format.SpecFormatter;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.processor.standalone.SpecTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rnnc format}. */
@Command(
        name = "format",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Give spec files their canonical layout.",
        description = {
            "",
            "Files are written anew where they differ; what they mean, and what is generated from them, stays the same. A "
                    + "file with syntax errors is left as it is."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {
            "0:all files have their layout",
            "1:a file has errors, or cannot be read or written; with --check, one has another layout",
            ExitCode.USAGE_TEXT,
            ExitCode.BUG_TEXT
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc format src/main/rnn",
            "  rnnc format --check src/main/rnn         in a build: name what is not laid out, and write nothing",
            "  rnnc format --stdin < CharRnn.rnn        for an editor"
        })
final class FormatCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|FOLDER",
            description = "files, and folders with all .rnn files below")
    private List<Path> arguments;

    @Option(names = "--check", description = "write nothing; name the files that would change")
    private boolean check;

    @Option(names = "--stdin", description = "read a text from the standard input, and write it to the output")
    private boolean standardInput;

    @Spec
    private CommandSpec spec;

    private @Nullable DiagnosticPrinter printer;

    private DiagnosticPrinter printer() {
        if (printer == null) {
            printer = DiagnosticPrinter.of(spec);
        }
        return printer;
    }

    @Override
    public Integer call() throws IOException {
        boolean named = arguments != null && !arguments.isEmpty();
        if (named == standardInput || standardInput && check) {
            throw new ParameterException(spec.commandLine(), "name files and folders, or read a text by --stdin alone");
        }
        int changed = standardInput ? formatInput() : formatAll();
        printer().printSummary();
        boolean wrong = printer().errors() > 0 || check && changed > 0;
        return wrong ? ExitCode.ERRORS : ExitCode.FINE;
    }

    private int formatInput() throws IOException {
        Optional<SourceText> text = text(SpecTexts.read(System.in, "-"));
        PrintWriter out = spec.commandLine().getOut();
        text.flatMap(this::format).ifPresent(out::print);
        out.flush();
        return 0;
    }

    /** How many files differ from their layout. */
    private int formatAll() throws IOException {
        SpecFiles files = SpecFiles.of(arguments);
        int changed = 0;
        for (SpecFiles.Found file : files.all()) {
            Optional<SourceText> text = text(SpecTexts.read(file.path(), file.name()));
            Optional<String> formatted = text.flatMap(this::format);
            if (formatted.isPresent()
                    && !formatted.get().equals(text.orElseThrow().text())) {
                changed++;
                if (!check) {
                    OutputFile.write(file.path().toRealPath(), formatted.get());
                }
                PrintWriter out = spec.commandLine().getOut();
                out.println(check ? file.name() + " is not laid out" : file.name());
                out.flush();
            }
        }
        files.problems().forEach(printer()::print);
        return changed;
    }

    private Optional<SourceText> text(SpecTexts.Result result) {
        result.problem().ifPresent(printer()::print);
        return result.text();
    }

    private Optional<String> format(SourceText text) {
        Diagnostics found = new Diagnostics();
        Optional<String> formatted = SpecFormatter.format(text, found);
        found.all().forEach(printer()::print);
        return formatted;
    }
}
