// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** Which Java file a type stands in, with any compiler: by javac's trees, else as {@code Elements} tells it. */
public final class JavaFiles {
    private JavaFiles() {}

    /** Whether javac runs this, as far as can be seen: a build tool may have put something around it. */
    public static boolean isJavac(ProcessingEnvironment environment) {
        return environment.getClass().getName().startsWith("com.sun.tools.javac.");
    }

    /** Empty for a type out of a class file, and where the compiler does not tell. */
    public static Optional<URI> sourceOf(ProcessingEnvironment environment, TypeElement type) {
        return byTrees(environment, type)
                .or(() -> byElements(environment.getElementUtils(), type))
                .or(() -> byBinding(type));
    }

    private static Optional<URI> byTrees(ProcessingEnvironment environment, TypeElement type) {
        try {
            return JavaPlaces.sourceOf(environment, type);
        } catch (LinkageError e) {
            // Another compiler may run on a JDK without javac.
            return Optional.empty();
        }
    }

    /** {@code Elements.getFileObjectOf}, of Java 18 and later. */
    private static Optional<URI> byElements(Elements elements, TypeElement type) {
        try {
            Object file =
                    Elements.class.getMethod("getFileObjectOf", Element.class).invoke(elements, type);
            return file instanceof JavaFileObject java && java.getKind() == JavaFileObject.Kind.SOURCE
                    ? Optional.of(java.toUri())
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Eclipse's compiler on Java 17, where that method of its own does not run: what stands behind its elements. */
    private static Optional<URI> byBinding(TypeElement type) {
        try {
            Object binding = type.getClass().getField("_binding").get(type);
            boolean source = Boolean.FALSE.equals(
                    binding.getClass().getMethod("isBinaryBinding").invoke(binding));
            Object name = binding.getClass().getMethod("getFileName").invoke(binding);
            return source && name instanceof char[] file
                    ? Optional.of(Path.of(new String(file)).toAbsolutePath().toUri())
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
