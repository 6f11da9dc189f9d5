// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Severity;

/** What the annotated types of one build share: who makes which class, and what has been said. Over rounds, names only. */
final class Build {
    private final ProcessingEnvironment environment;
    private final Map<String, String> makers = new HashMap<>();
    private final Set<String> said = new HashSet<>();

    Build(ProcessingEnvironment environment) {
        this.environment = environment;
    }

    ProcessingEnvironment environment() {
        return environment;
    }

    /** Notes that {@code type} makes the class {@code name}; or tells why it cannot. */
    Optional<String> claim(String name, TypeElement type) {
        TypeElement existing = environment.getElementUtils().getTypeElement(name);
        if (type.equals(existing)) {
            return Optional.of(
                    "the generated class would be called " + type.getSimpleName() + ", like the annotated type itself");
        }
        String own = type.getQualifiedName().toString();
        String other = makers.putIfAbsent(name, own);
        if (other != null) {
            return Optional.of(
                    "class " + name + " is made from " + (other.equals(own) ? "this type" : other) + " already");
        }
        return existing != null && isWritten(existing)
                ? Optional.of("there is a class " + name + " already")
                : Optional.empty();
    }

    /** Whether this is a class somebody wrote, and not what an earlier build generated. */
    private boolean isWritten(TypeElement existing) {
        boolean generated = existing.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals("org.rnnc.runtime.Generated"));
        return !generated && JavaPlaces.isSource(environment, existing);
    }

    /**
     * Says what was found, unless another type has said the same: a file may be annotated more than once. Of an
     * attribute javac itself shows the line, so that only what is wrong is left to say.
     */
    void say(org.rnnc.dsl.diag.Diagnostic found, TypeElement type, AnnotationMirror mirror, Front.Places places) {
        if (said.add(found.format())) {
            boolean error = found.severity() == Severity.ERROR;
            String text = places.isAttribute(found.span()) ? found.formatAlone() : found.format();
            print(error ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING, text, type, mirror, places.of(found.span()));
        }
    }

    /** Says that something is wrong with an annotation, or with its value {@code on} if that is not null. */
    void error(Code code, String message, String hint, TypeElement type, AnnotationMirror mirror, AnnotationValue on) {
        String text = org.rnnc.dsl.diag.Diagnostic.formatAlone(code.id(), message, hint);
        print(Diagnostic.Kind.ERROR, text, type, mirror, on);
    }

    /** Reports a mistake of ours on what it happened to, never as a stack trace. */
    void internalError(Throwable failure, TypeElement type) {
        StackTraceElement[] trace = failure.getStackTrace();
        String where = trace.length == 0 ? "" : ", at " + trace[0];
        error(
                Code.INTERNAL,
                "the compiler failed on this model: " + failure,
                failure instanceof LinkageError
                        ? new Installation().misfit()
                        : "this is a mistake of rnnc" + where + "; please report it",
                type,
                null,
                null);
    }

    private void print(
            Diagnostic.Kind kind, String text, TypeElement type, AnnotationMirror mirror, AnnotationValue on) {
        environment.getMessager().printMessage(kind, text, type, mirror, on);
    }
}
