// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.diagnostics;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.processor.support.JavaCompilers;

/** What the compiler says about some files. */
public record FixtureRun(int errors, List<String> messages) {
    /** All messages, an empty line between two. */
    public String text() {
        return messages.isEmpty() ? "" : String.join("\n\n", messages) + "\n";
    }

    /** @param scratch an empty folder, used where javac runs */
    public static FixtureRun of(Map<String, Path> files, Path scratch) throws IOException {
        return of(files, scratch, JavaCompilers.JAVAC);
    }

    static FixtureRun of(Map<String, Path> files, Path scratch, JavaCompilers compiler) throws IOException {
        boolean java = files.keySet().stream().anyMatch(name -> name.endsWith(".java"));
        return java ? compile(files, scratch, compiler) : reader(files);
    }

    private static FixtureRun reader(Map<String, Path> files) {
        Diagnostics diagnostics = new Diagnostics();
        List<SpecFile> specs = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            SourceText source = new SourceText(file.getKey(), Fixture.text(file.getValue()));
            specs.add(SpecReader.read(source, specs.isEmpty() ? diagnostics : new Diagnostics()));
        }
        if (!diagnostics.hasErrors()) {
            SpecCompiler.compile(specs.get(0), specs.subList(1, specs.size()), diagnostics);
        }
        long errors = diagnostics.all().stream()
                .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
                .count();
        return new FixtureRun(
                (int) errors, diagnostics.all().stream().map(Diagnostic::format).toList());
    }

    private static FixtureRun compile(Map<String, Path> files, Path scratch, JavaCompilers compilers)
            throws IOException {
        Path sources = scratch.resolve("src");
        Path classes = Files.createDirectories(scratch.resolve("classes"));
        List<Path> java = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path copy = sources.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.copy(file.getValue(), copy);
            if (file.getKey().endsWith(".java")) {
                java.add(copy);
            }
        }
        String classPath = System.getProperty("java.class.path");
        List<String> options = new ArrayList<>(List.of("-classpath", classPath, "-processorpath", classPath));
        options.addAll(List.of("-sourcepath", sources.toString(), "-d", classes.toString(), "-s", classes.toString()));
        options.add("-Xlint:all,-path");
        JavaCompiler compiler = compilers.get();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            compiler.getTask(
                            new StringWriter(),
                            manager,
                            found,
                            compilers.options(options),
                            null,
                            manager.getJavaFileObjects(java.toArray(Path[]::new)))
                    .call();
        }
        return messages(compilers.messages(found));
    }

    private static FixtureRun messages(List<javax.tools.Diagnostic<? extends JavaFileObject>> found) {
        int errors = 0;
        List<String> messages = new ArrayList<>();
        for (javax.tools.Diagnostic<? extends JavaFileObject> diagnostic : found) {
            if (diagnostic.getKind() == javax.tools.Diagnostic.Kind.NOTE) {
                continue;
            }
            boolean error = diagnostic.getKind() == javax.tools.Diagnostic.Kind.ERROR;
            errors += error ? 1 : 0;
            String place = diagnostic.getSource() == null
                    ? ""
                    : Path.of(diagnostic.getSource().toUri()).getFileName() + ":" + diagnostic.getLineNumber() + ": ";
            messages.add(place + (error ? "error: " : "warning: ") + diagnostic.getMessage(Locale.ROOT));
        }
        return new FixtureRun(errors, messages);
    }
}
