// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.support;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import javax.tools.JavaFileObject;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.java.kernel.plain.PlainKernels;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.standalone.MemoryCompiler;
import org.rnnc.processor.standalone.MemoryFiles;
import org.rnnc.runtime.generated.Engines;
import org.rnnc.runtime.model.Model;

/** A model compiled and loaded in memory by javac; its class is in the package {@code compiled}. */
public final class CompiledModel {
    private static final String PACKAGE = "compiled";
    private static final String NAME = "Case";
    private final Map<String, String> sources;
    private final Map<String, byte[]> classes;
    private final Class<?> type;

    private final Loader loader;

    private CompiledModel(Map<String, byte[]> classes, Map<String, String> sources, String name) {
        this.sources = sources;
        this.classes = classes;
        loader = new Loader(classes);
        try {
            type = loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no class " + name + " was generated, only " + classes.keySet(), e);
        }
    }

    /**
     * Lets the annotation processors on the class path do it; the class is called {@code Case}.
     *
     * @param text a model's body, own cells first
     * @param options for javac, such as {@code --add-modules}
     * @throws IllegalArgumentException with javac's messages, if there are errors or warnings
     */
    public static CompiledModel of(String text, String... options) {
        String source = "package " + PACKAGE + ";\n\n@org.rnnc.runtime.annotation.RnnModel(text = " + literal(text)
                + ")\npublic interface " + NAME + "Spec {}\n";
        List<String> arguments = new ArrayList<>(List.of("-processorpath", System.getProperty("java.class.path")));
        arguments.addAll(Arrays.asList(options));
        JavaFileObject file = new MemoryFiles.Source(PACKAGE + "." + NAME + "Spec", source);
        MemoryFiles files = compile(List.of(file), arguments, text);
        return new CompiledModel(files.classes(), files.sources(), PACKAGE + "." + NAME);
    }

    /** The generated classes that have been loaded so far, by name. */
    public Set<String> loaded() {
        return Set.copyOf(loader.found);
    }

    /** Plans, emits and compiles {@code spec}, without any annotation; the class has the model's name. */
    public static CompiledModel of(ModelSpec spec) {
        return of(EmittedModel.plan(spec));
    }

    /** Emits and compiles {@code plan}. */
    public static CompiledModel of(Plan plan) {
        ModelSpec spec = plan.model();
        Map<String, String> emitted = EmittedModel.sources(plan, PACKAGE);
        String described = spec.name() + ":\n" + spec.graph().explain();
        return new CompiledModel(compile(emitted, described).classes(), emitted, PACKAGE + "." + spec.name());
    }

    /** The same of several, each in a package of its own; one run of javac costs less than many. */
    public static List<CompiledModel> ofAll(List<ModelSpec> specs) {
        return ofAll(specs, PlainKernels::new);
    }

    /** The same with other kernels than those of the plain target. */
    public static List<CompiledModel> ofAll(List<ModelSpec> specs, KernelEmitter.Factory kernels) {
        return ofAll(
                specs,
                (spec, packageName) -> EmittedModel.sources(EmittedModel.plan(spec), kernels, packageName),
                List.of("-proc:none"));
    }

    /** The same with kernels in the Vector API besides; see {@link #engine}. */
    public static List<CompiledModel> ofAllWithVectors(List<ModelSpec> specs) {
        return ofAll(
                specs,
                (spec, packageName) -> EmittedModel.sourcesWithVectors(EmittedModel.plan(spec), packageName),
                List.of("-proc:none", "--add-modules", VectorLibrary.MODULE));
    }

    private static List<CompiledModel> ofAll(
            List<ModelSpec> specs, BiFunction<ModelSpec, String, Map<String, String>> sources, List<String> options) {
        List<Map<String, String>> emitted = new ArrayList<>();
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < specs.size(); i++) {
            emitted.add(sources.apply(specs.get(i), PACKAGE + i));
            all.putAll(emitted.get(i));
        }
        List<JavaFileObject> files = new ArrayList<>();
        all.forEach((name, source) -> files.add(new MemoryFiles.Source(name, source)));
        Map<String, byte[]> classes =
                compile(files, options, specs.size() + " models").classes();
        List<CompiledModel> models = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            Map<String, byte[]> own = new TreeMap<>(classes);
            String prefix = PACKAGE + i + ".";
            own.keySet().removeIf(name -> !name.startsWith(prefix));
            models.add(
                    new CompiledModel(own, emitted.get(i), prefix + specs.get(i).name()));
        }
        return models;
    }

    /**
     * The same classes, loaded anew for an engine.
     *
     * @param name as {@code -Drnnc.engine} has it
     * @param lanes floats per vector
     */
    public CompiledModel engine(String name, int lanes) {
        CompiledModel other = new CompiledModel(classes, sources, type.getName());
        // The classes ask when they are initialized; nobody else may get the answer meanwhile.
        synchronized (Engines.class) {
            System.setProperty(Engines.ENGINE, name);
            System.setProperty(Engines.LANES, Integer.toString(lanes));
            try {
                Class.forName(type.getName(), true, other.loader);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            } finally {
                System.clearProperty(Engines.ENGINE);
                System.clearProperty(Engines.LANES);
            }
        }
        return other;
    }

    private static MemoryFiles compile(Map<String, String> emitted, String described) {
        List<JavaFileObject> files = new ArrayList<>();
        emitted.forEach((name, source) -> files.add(new MemoryFiles.Source(name, source)));
        return compile(files, List.of("-proc:none"), described);
    }

    private static MemoryFiles compile(List<JavaFileObject> sources, List<String> options, String described) {
        List<String> arguments = new ArrayList<>(
                List.of("-classpath", System.getProperty("java.class.path"), "-Xlint:all,-processing,-path"));
        arguments.addAll(options);
        try {
            return MemoryCompiler.compile(sources, arguments);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + "\nin\n" + described, e);
        }
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
            // Reflection would load the types of all methods, and what is loaded is tested, too.
            return (Model) MethodHandles.publicLookup()
                    .findStatic(type, "create", MethodType.methodType(type, long.class))
                    .invoke(seed);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no create(long)", e);
        } catch (Throwable e) {
            throw new IllegalStateException("create failed", e);
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

    /** Writes all class files below a folder, for another JVM. */
    public void write(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : classes.entrySet()) {
            Path target = folder.resolve(file.getKey().replace('.', '/') + ".class");
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;
        private final Set<String> found = new TreeSet<>();

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
            found.add(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
