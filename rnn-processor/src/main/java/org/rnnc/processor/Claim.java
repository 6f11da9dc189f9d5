// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Whether our annotations may be claimed. Where nothing else is annotated, compilers ask nobody further then, so that a
 * processor behind ours that looks at everything (Lombok's {@code val}, a checker) would silently be left out; a
 * warning of javac, for those who ask for it, is the lesser evil.
 */
final class Claim {
    private static final String EVERYTHING = "*";

    private final Class<? extends Processor> own;
    private @Nullable Boolean followed;

    Claim(Class<? extends Processor> own) {
        this.own = own;
    }

    boolean isHarmless(RoundEnvironment round) {
        return !isFollowed() || round.getRootElements().stream().anyMatch(Claim::hasOther);
    }

    /** Whether a processor of the same path, behind ours, looks at everything. */
    private boolean isFollowed() {
        if (followed == null) {
            try {
                List<ServiceLoader.Provider<Processor>> all =
                        ServiceLoader.load(Processor.class, own.getClassLoader()).stream()
                                .dropWhile(provider -> !provider.type().equals(own))
                                .skip(1)
                                .toList();
                followed = all.stream().anyMatch(Claim::looksAtEverything);
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                // One that cannot be loaded, the compiler does not run either.
                followed = false;
            }
        }
        return followed;
    }

    private static boolean looksAtEverything(ServiceLoader.Provider<Processor> provider) {
        SupportedAnnotationTypes supported = provider.type().getAnnotation(SupportedAnnotationTypes.class);
        return supported == null
                ? provider.get().getSupportedAnnotationTypes().contains(EVERYTHING)
                : List.of(supported.value()).contains(EVERYTHING);
    }

    /** Whether something of {@code element} has an annotation that is not ours: then the others are asked in any case. */
    private static boolean hasOther(Element element) {
        boolean own = element.getAnnotationMirrors().stream()
                .map(mirror -> (TypeElement) mirror.getAnnotationType().asElement())
                .anyMatch(annotation -> !AnnotationNames.ALL.contains(
                        annotation.getQualifiedName().toString()));
        return own || parts(element).anyMatch(Claim::hasOther);
    }

    private static Stream<? extends Element> parts(Element element) {
        Stream<? extends Element> enclosed = element.getEnclosedElements().stream();
        List<? extends Element> parameters =
                element instanceof Parameterizable generic ? generic.getTypeParameters() : List.of();
        List<? extends Element> arguments =
                element instanceof ExecutableElement method ? method.getParameters() : List.of();
        return Stream.of(enclosed, parameters.stream(), arguments.stream()).flatMap(part -> part);
    }
}
