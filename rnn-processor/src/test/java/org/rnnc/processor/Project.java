// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Processor;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** A folder of sources, and what javac with the processor makes of it. */
final class Project {
    /** Two lines that tests' sources begin with. */
    static final String HEADER = "package test;\nimport org.rnnc.runtime.*;\n";

    private final Path root;
    private final List<JavaFileObject> sources = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private Processor processor = new RnnProcessor();

    Project(Path root) {
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

    Project processor(Processor other) {
        processor = other;
        return this;
    }

    List<JavaFileObject> sources() {
        return sources;
    }

    Compilation compile() {
        List<Processor> processors = new ArrayList<>(List.of(processor));
        return compile(processors);
    }

    Compilation compile(List<Processor> processors) {
        return Compiler.javac().withOptions(options).withProcessors(processors).compile(sources);
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
