// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/** An {@code @RnnModel} as it stands in the source, so that messages can point at its values. */
record RnnModelMirror(
        AnnotationMirror mirror,
        Optional<AnnotationValue> file,
        Optional<AnnotationValue> text,
        Optional<String> name) {

    static RnnModelMirror of(TypeElement type) {
        AnnotationMirror mirror = type.getAnnotationMirrors().stream()
                .filter(m -> ((TypeElement) m.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(RnnProcessor.ANNOTATION))
                .map(AnnotationMirror.class::cast)
                .findFirst()
                .orElseThrow();
        return new RnnModelMirror(
                mirror,
                value(mirror, "file"),
                value(mirror, "text"),
                value(mirror, "name").map(v -> (String) v.getValue()));
    }

    /** A value that is written out and is not the empty default. */
    private static Optional<AnnotationValue> value(AnnotationMirror mirror, String name) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(name)
                    && entry.getValue().getValue() instanceof String text
                    && !text.isEmpty()) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }
}
