// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.google.common.collect.ImmutableList;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.rnnc.processor.support.JavaCompilers;

/**
 * What Eclipse's compiler makes of a folder, in the form that compile-testing gives javac's results: it has files of its
 * own in memory, which that compiler does not take.
 */
final class EclipseCompilation {
    private EclipseCompilation() {}

    static Compilation of(Path root, List<JavaFileObject> sources, List<String> options, List<Processor> processors) {
        JavaCompiler compiler = JavaCompilers.ECJ.get();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, StandardCharsets.UTF_8)) {
            Path generated = Files.createTempDirectory(root, "generated");
            Path classes = Files.createTempDirectory(root, "classes");
            List<String> arguments = new ArrayList<>(JavaCompilers.ECJ.options(options));
            arguments.addAll(List.of("-s", generated.toString(), "-d", classes.toString()));
            List<Path> paths =
                    sources.stream().map(source -> Path.of(source.toUri())).toList();
            JavaCompiler.CompilationTask task = compiler.getTask(
                    new StringWriter(), files, found, arguments, null, files.getJavaFileObjectsFromPaths(paths));
            task.setProcessors(processors);
            boolean successful = task.call();
            List<JavaFileObject> made = new ArrayList<>(made(generated, StandardLocation.SOURCE_OUTPUT));
            made.addAll(made(classes, StandardLocation.CLASS_OUTPUT));
            return compilation(sources, successful, JavaCompilers.ECJ.messages(found), made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JavaFileObject> made(Path root, StandardLocation location) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .<JavaFileObject>map(file -> new Made(root, file, location))
                    .toList();
        }
    }

    /** A file that was made, under the name that compile-testing looks for. */
    private static final class Made extends SimpleJavaFileObject {
        private final Path file;

        Made(Path root, Path file, StandardLocation location) {
            super(
                    URI.create("mem:///" + location + "/"
                            + root.relativize(file)
                                    .toString()
                                    .replace('\\', '/')
                                    .replace("$", "%24")),
                    file.toString().endsWith(".java") ? Kind.SOURCE : Kind.CLASS);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return Files.readString(file);
        }

        @Override
        public java.io.InputStream openInputStream() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public java.io.Reader openReader(boolean ignoreEncodingErrors) throws IOException {
            return Files.newBufferedReader(file);
        }
    }

    /** By the constructor that compile-testing keeps to itself. */
    private static Compilation compilation(
            List<JavaFileObject> sources,
            boolean successful,
            List<Diagnostic<? extends JavaFileObject>> found,
            List<JavaFileObject> made) {
        try {
            Constructor<?> constructor = Compilation.class.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return (Compilation) constructor.newInstance(
                    Compiler.javac(), ImmutableList.copyOf(sources), successful, found, ImmutableList.copyOf(made));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another version of compile-testing", e);
        }
    }
}
