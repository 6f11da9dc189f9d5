// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.rnnc.processor.support.JavaCompilers;

/** A folder of sources, and what a compiler with the processor makes of it. */
final class Project {
    /** Two lines that tests' sources begin with. */
    static final String HEADER =
            "package test;\nimport org.rnnc.runtime.annotation.*;import org.rnnc.runtime.model.*;\n";

    private final JavaCompilers compiler;
    private final Path root;
    private final List<JavaFileObject> sources = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<Supplier<Processor>> processors = new ArrayList<>(List.of(RnnProcessor::new));

    Project(Path root) {
        this(JavaCompilers.JAVAC, root);
    }

    Project(JavaCompilers compiler, Path root) {
        this.compiler = compiler;
        this.root = root;
    }

    /** A source on the disk, so that there is a folder beside which specs are found. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(URI uri, String text) {
            super(uri, Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Adds a Java file to be compiled: its path below the root, and its text. */
    Project java(String path, String text) {
        Source source = new Source(write(path, text).toUri(), text);
        sources.add(source);
        return this;
    }

    /** Adds {@code test/NAME.java}, with {@link #HEADER} before {@code text}. */
    Project type(String name, String text) {
        return java("test/" + name + ".java", HEADER + text);
    }

    Project file(String path, String text) {
        write(path, text);
        return this;
    }

    Project file(String path, byte[] bytes) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String path, String text) {
        file(path, text.getBytes(StandardCharsets.UTF_8));
        return root.resolve(path);
    }

    Project options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** In place of the processor alone; each compilation makes its own. */
    Project processors(List<Supplier<Processor>> others) {
        processors.clear();
        processors.addAll(others);
        return this;
    }

    List<JavaFileObject> sources() {
        return sources;
    }

    Compilation compile() {
        List<Processor> fresh = processors.stream().map(Supplier::get).toList();
        return compiler == JavaCompilers.ECJ
                ? EclipseCompilation.of(root, sources, options, fresh)
                : Compiler.javac().withOptions(options).withProcessors(fresh).compile(sources);
    }

    /**
     * Compiles as the command does, from files to files below {@code out}; what the compiler says, with {@code ERROR: }
     * before errors.
     */
    List<String> compileToDisk(String... more) {
        JavaCompiler tool = compiler.get();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> arguments = new ArrayList<>(options);
        String out = root.resolve("out").toString();
        arguments.addAll(List.of("-d", out, "-s", out, "-Xlint:all,-path"));
        arguments.addAll(List.of(more));
        try (StandardJavaFileManager files = tool.getStandardFileManager(found, null, null)) {
            Files.createDirectories(root.resolve("out"));
            List<Path> paths =
                    sources.stream().map(source -> Path.of(source.toUri())).toList();
            JavaCompiler.CompilationTask task = tool.getTask(
                    new StringWriter(),
                    files,
                    found,
                    compiler.options(arguments),
                    null,
                    files.getJavaFileObjectsFromPaths(paths));
            task.setProcessors(processors.stream().map(Supplier::get).toList());
            task.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compiler.messages(found).stream()
                .map(diagnostic -> diagnostic.getKind() + ": " + diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    /** What was generated, by the files' paths. */
    static Map<String, String> generated(Compilation compilation) {
        Map<String, String> texts = new TreeMap<>();
        for (JavaFileObject file : compilation.generatedSourceFiles()) {
            try {
                texts.put(
                        file.toUri().getPath().replaceFirst(".*SOURCE_OUTPUT/", ""),
                        file.getCharContent(false).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }
}
