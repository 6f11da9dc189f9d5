// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.rnnc.runtime.Model;

/**
 * A model compiled and loaded in memory by javac, with whatever annotation processors are on the class path. Its class
 * is {@code compiled.Case}.
 */
public final class CompiledModel {
    private static final String PACKAGE = "compiled";
    private static final String NAME = "Case";
    private final Map<String, String> sources;
    private final Map<String, byte[]> classes;
    private final Class<?> type;

    private CompiledModel(MemoryFiles files) {
        sources = files.sources();
        classes = files.classes();
        ClassLoader loader = new Loader(classes);
        try {
            type = loader.loadClass(PACKAGE + "." + NAME);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no class " + NAME + " was generated, only " + classes.keySet(), e);
        }
    }

    /**
     * @param text a model's body, own cells first
     * @param options for javac, such as {@code --add-modules}
     * @throws IllegalArgumentException with javac's messages, if there are errors or warnings
     */
    public static CompiledModel of(String text, String... options) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StringWriter other = new StringWriter();
        MemoryFiles files = new MemoryFiles(compiler.getStandardFileManager(diagnostics, null, null));
        List<String> arguments = new ArrayList<>(List.of(
                "-classpath",
                System.getProperty("java.class.path"),
                "-processorpath",
                System.getProperty("java.class.path"),
                "-Xlint:all,-processing,-path"));
        arguments.addAll(Arrays.asList(options));
        String source = "package " + PACKAGE + ";\n\n@org.rnnc.runtime.RnnModel(text = " + literal(text)
                + ")\ninterface " + NAME + "Spec {}\n";
        JavaFileObject file = new MemoryFiles.Source(PACKAGE + "." + NAME + "Spec", source);
        boolean done = compiler.getTask(other, files, diagnostics, arguments, null, List.of(file))
                .call();
        List<String> messages = diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() != Diagnostic.Kind.NOTE && d.getKind() != Diagnostic.Kind.OTHER)
                .map(Diagnostic::toString)
                .toList();
        if (!done || !messages.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", messages) + other + "\nin\n" + text);
        }
        return new CompiledModel(files);
    }

    private static String literal(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                + "\"";
    }

    /** A new model, with parameters by {@code seed}. */
    public Model create(long seed) {
        try {
            return (Model) type.getMethod("create", long.class).invoke(null, seed);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("create failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no create(long)", e);
        }
    }

    /** The generated class that users see. */
    public Class<?> type() {
        return type;
    }

    /** What was generated, by class name. */
    public Map<String, String> sources() {
        return new TreeMap<>(sources);
    }

    /** All class files, by binary name. */
    public Map<String, byte[]> classes() {
        return new TreeMap<>(classes);
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(CompiledModel.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
