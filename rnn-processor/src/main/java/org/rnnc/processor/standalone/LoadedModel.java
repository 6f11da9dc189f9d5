// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.standalone;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaFileObject;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.runtime.generated.Abi;
import org.rnnc.runtime.model.Model;

/** A model compiled and loaded in memory, by the engine that this JVM can run; its class is in the unnamed package. */
public final class LoadedModel {
    private final Map<String, byte[]> classes;
    private final Class<?> type;

    private LoadedModel(Map<String, byte[]> classes, String name) {
        this.classes = new TreeMap<>(classes);
        try {
            this.type = new Loader(classes).loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no class " + name + ", only " + classes.keySet(), e);
        }
    }

    /** Whether this JVM has the Vector API, so that models get the engine that uses it. */
    public static boolean hasVectors() {
        return ModuleLayer.boot().findModule(VectorLibrary.MODULE).isPresent();
    }

    /**
     * @throws IllegalArgumentException if no sources can be written for it, with the reason
     * @throws IllegalStateException if this Java has no compiler
     */
    public static LoadedModel of(ModelSpec model) {
        ModelSources sources = ModelSources.of(model, hasVectors(), "");
        sources.problem().ifPresent(problem -> {
            throw new IllegalArgumentException(problem.format());
        });
        List<JavaFileObject> files = new ArrayList<>();
        sources.texts().forEach((name, text) -> files.add(new MemoryFiles.Source(name, text)));
        List<String> options = new ArrayList<>(List.of("-proc:none", "-classpath", runtime()));
        if (hasVectors()) {
            options.addAll(List.of("--add-modules", VectorLibrary.MODULE));
        }
        return new LoadedModel(MemoryCompiler.compile(files, options).classes(), model.name());
    }

    /** Where the classes of the runtime are: the class path is that of a launcher, where a build runs this. */
    private static String runtime() {
        try {
            return Path.of(Abi.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new model, with parameters by {@code seed}. */
    public Model create(long seed) {
        try {
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

    /** All class files, by binary name. */
    public Map<String, byte[]> classes() {
        return classes;
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(LoadedModel.class.getClassLoader());
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
