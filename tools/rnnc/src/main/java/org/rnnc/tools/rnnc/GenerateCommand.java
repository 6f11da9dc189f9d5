// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.standalone.CheckedSpec;
import org.rnnc.processor.standalone.ModelSources;
import org.rnnc.processor.standalone.SpecChecker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rnnc generate}. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Write the Java classes of models.",
        description = {
            "",
            "They are those that the annotation processor writes, byte by byte, and need org.rnnc:rnn-runtime alone. A file "
                    + "in a folder gets the package of its path below that folder. Only what differs is written; where "
                    + "there is an error, nothing."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {ExitCode.FINE_TEXT, ExitCode.ERRORS_TEXT, ExitCode.USAGE_TEXT, ExitCode.BUG_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc generate src/main/rnn --out target/generated-sources/rnn",
            "  rnnc generate CharRnn.rnn --package org.example --out src/main/java",
            "  rnnc generate CharRnn.rnn --vector --out gen    also with kernels in the Vector API"
        })
final class GenerateCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|FOLDER",
            description = "files, and folders with all .rnn files below")
    private List<Path> arguments;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FOLDER",
            description = "the root of the sources that are written")
    private Path out;

    @Option(
            names = {"-p", "--package"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "the package of files, and what comes before that of files in folders")
    private String packageName;

    @Option(
            names = "--vector",
            description = "write kernels in the Vector API too; the classes are then compiled with "
                    + "--add-modules jdk.incubator.vector")
    private boolean vector;

    @Spec
    private CommandSpec spec;

    /** By the path of each source. */
    private final Map<Path, String> sources = new LinkedHashMap<>();

    /** By the path of each source, which spec it is made from. */
    private final Map<Path, String> makers = new LinkedHashMap<>();

    private @Nullable DiagnosticPrinter printer;

    private DiagnosticPrinter printer() {
        if (printer == null) {
            printer = DiagnosticPrinter.of(spec);
        }
        return printer;
    }

    @Override
    public Integer call() throws IOException {
        if (!packageName.isEmpty() && !SourceVersion.isName(packageName, SourceVersion.RELEASE_17)) {
            throw new ParameterException(spec.commandLine(), packageName + " is not the name of a package");
        }
        SpecFiles files = SpecFiles.of(arguments);
        files.all().forEach(this::addFile);
        files.problems().forEach(printer()::print);
        if (printer().errors() == 0 && sources.isEmpty()) {
            printer().print("there is no model in these files");
        }
        printer().printSummary();
        if (printer().errors() > 0) {
            return ExitCode.ERRORS;
        }
        write();
        return ExitCode.FINE;
    }

    private void addFile(SpecFiles.Found file) {
        CheckedSpec checked = SpecChecker.check(file.path(), file.name());
        checked.found().forEach(printer()::print);
        String name = packageOf(file);
        if (!name.isEmpty() && !SourceVersion.isName(name, SourceVersion.RELEASE_17)) {
            printer().print("the folder of " + file.name() + " cannot be a Java package: " + name);
        } else if (!checked.hasErrors()) {
            checked.models().forEach(model -> addModel(file, model, name));
        }
    }

    private void addModel(SpecFiles.Found file, ModelSpec model, String name) {
        ModelSources written = ModelSources.of(model, vector, name);
        written.problem().ifPresent(printer()::print);
        written.texts().forEach((type, text) -> {
            Path path = out.resolve(type.replace('.', '/') + ".java");
            String other = makers.putIfAbsent(path, file.name());
            if (other != null) {
                printer().print("class " + type + " would be made from " + other + " and from " + file.name());
            }
            sources.put(path, text);
        });
    }

    private String packageOf(SpecFiles.Found file) {
        Path folder = file.path().getParent();
        String below =
                folder == null ? "" : file.below().relativize(folder).toString().replace(File.separatorChar, '.');
        return below.isEmpty() || packageName.isEmpty() ? packageName + below : packageName + "." + below;
    }

    private void write() throws IOException {
        PrintWriter output = spec.commandLine().getOut();
        int written = 0;
        for (Map.Entry<Path, String> source : sources.entrySet()) {
            if (OutputFile.writeIfChanged(source.getKey(), source.getValue())) {
                output.println(source.getKey().toString().replace(File.separatorChar, '/'));
                written++;
            }
        }
        output.println(
                DiagnosticPrinter.count(written, "file") + " written, " + (sources.size() - written) + " as before");
        output.flush();
    }
}
