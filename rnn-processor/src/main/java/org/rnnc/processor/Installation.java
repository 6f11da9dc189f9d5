// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import org.rnnc.runtime.generated.Abi;

/**
 * Whether all that the processor is made of is there, in versions that fit each other. It is asked before anything else
 * is loaded, so that this class needs nothing but the JDK: of the runtime's interface it has the number, not the class.
 */
final class Installation {
    private static final int RUNTIME_INTERFACE = Abi.VERSION;
    private static final String ABI = "org.rnnc.runtime.generated.Abi";
    private static final String ANTLR = "org.antlr.v4.runtime.RuntimeMetaData";
    /** Older ones cannot read the tables of our parser. */
    private static final int OLDEST_ANTLR_4 = 10;

    private final Properties versions = read(Installation.class, "versions.properties");
    /** By artifact, a class of each. */
    private final Map<String, String> parts = new LinkedHashMap<>();

    Installation() {
        parts.put("org.rnnc:rnn-dsl:" + version(), "org.rnnc.dsl.lower.SpecCompiler");
        parts.put("org.rnnc:rnn-runtime:" + version(), ABI);
        parts.put("org.antlr:antlr4-runtime:" + versions.getProperty("antlr"), ANTLR);
        parts.put(
                "com.palantir.javapoet:javapoet:" + versions.getProperty("javapoet"), "com.palantir.javapoet.JavaFile");
    }

    String version() {
        return versions.getProperty("version");
    }

    /** What keeps the processor from running, with what to write; empty if nothing does. */
    Optional<String> problem(ProcessingEnvironment environment) {
        List<String> missing = parts.keySet().stream()
                .filter(artifact ->
                        find(Objects.requireNonNull(parts.get(artifact))).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            String are = missing.size() == 1 ? " is missing" : " are missing";
            return Optional.of(said(
                    String.join(", ", missing) + are + " beside org.rnnc:rnn-processor:" + version(), onThePath()));
        }
        return ofLanguage().or(this::ofAntlr).or(() -> ofRuntime(environment));
    }

    /** What may be wrong where classes do not link although each artifact is there. */
    String misfit() {
        String found = parts.values().stream()
                .flatMap(name -> find(name).stream())
                .map(Installation::place)
                .collect(Collectors.joining(", "));
        return "a mistake of rnnc, or jars that do not fit each other: rnn-processor " + version() + " needs "
                + String.join(", ", parts.keySet()) + "; here are " + found;
    }

    private String onThePath() {
        return "name org.rnnc:rnn-processor:" + version() + " itself on the processor path, as <path> in Maven's"
                + " <annotationProcessorPaths> or as annotationProcessor of Gradle, and it brings all it needs;"
                + " for javac alone, -processorpath has to name rnn-processor " + version() + ", " + jars();
    }

    private String jars() {
        return parts.keySet().stream()
                .map(artifact -> artifact.substring(artifact.indexOf(':') + 1).replace(':', ' '))
                .collect(Collectors.joining(", "));
    }

    private static String said(String message, String hint) {
        return "rnnc cannot run: " + message + "\n  hint: " + hint;
    }

    // ---- versions --------------------------------------------------------------------------------------------------

    /** The language's classes are no interface: only those of the same version fit. */
    private Optional<String> ofLanguage() {
        String other = find(Objects.requireNonNull(parts.get("org.rnnc:rnn-dsl:" + version())))
                .map(type ->
                        read(type, "/org/rnnc/dsl/version.properties").getProperty("version", "of another version"))
                .orElseThrow();
        return other.equals(version())
                ? Optional.empty()
                : Optional.of(said(
                        "rnn-dsl " + other + " stands beside rnn-processor " + version(),
                        "use one version of both: org.rnnc:rnn-dsl:" + version() + " comes with"
                                + " org.rnnc:rnn-processor:" + version() + " and need not be named"));
    }

    private Optional<String> ofAntlr() {
        String found = String.valueOf(constant(ANTLR, "VERSION"));
        String[] numbers = found.split("[.-]", -1);
        boolean old = numbers.length > 1
                && numbers[0].equals("4")
                && numbers[1].matches("\\d+")
                && Integer.parseInt(numbers[1]) < OLDEST_ANTLR_4;
        String needed = "org.antlr:antlr4-runtime:" + versions.getProperty("antlr");
        return old
                ? Optional.of(said(
                        "antlr4-runtime " + found + " is too old for rnn-processor " + version(),
                        "another processor may have brought it: name " + needed + " before it on the processor path"))
                : Optional.empty();
    }

    /** The runtime beside the processor, and the one that generated classes are compiled with. */
    private Optional<String> ofRuntime(ProcessingEnvironment environment) {
        Object compiledWith = Optional.ofNullable(environment.getElementUtils().getTypeElement(ABI))
                .flatMap(Installation::version)
                .orElse(0);
        for (Object found : List.of(constant(ABI, "VERSION"), compiledWith)) {
            if (!found.equals(RUNTIME_INTERFACE)) {
                return Optional.of(said(
                        "the classes that rnn-processor " + version() + " writes are for runtime interface "
                                + RUNTIME_INTERFACE + ", and rnn-runtime here has " + found,
                        "use one version of both: org.rnnc:rnn-runtime:" + version() + " as dependency"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> version(TypeElement abi) {
        return ElementFilter.fieldsIn(abi.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().contentEquals("VERSION"))
                .map(VariableElement::getConstantValue)
                .findFirst();
    }

    private static Object constant(String className, String name) {
        try {
            return find(className).orElseThrow().getField(name).get(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return "no " + name;
        }
    }

    // ---- classes and files -----------------------------------------------------------------------------------------

    private static Optional<Class<?>> find(String className) {
        try {
            return Optional.of(Class.forName(className, false, Installation.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        String path = source == null || source.getLocation() == null
                ? type.getName()
                : source.getLocation().getPath();
        List<String> names = new ArrayList<>(List.of(path.split("/")));
        return names.get(names.size() - 1);
    }

    private static Properties read(Class<?> near, String name) {
        Properties properties = new Properties();
        try (InputStream stream = near.getResourceAsStream(name)) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            // As if it were not there: what is unknown is said to be.
            properties.clear();
        }
        return properties;
    }
}
