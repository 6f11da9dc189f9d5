// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import org.rnnc.dsl.syntax.SourceText;

/** Inline text as a source with a name; its lines are those of the Java file where javac's trees tell them. */
final class InlineSource {
    private InlineSource() {}

    static SourceText of(
            ProcessingEnvironment environment, TypeElement type, AnnotationMirror mirror, AnnotationValue value) {
        String text = (String) value.getValue();
        return JavacTrees.textBlock(environment, type, mirror, value)
                .map(place -> new SourceText(place.fileName(), text, place.firstLine()))
                .orElseGet(() -> new SourceText(type.getSimpleName() + ".text", text));
    }
}
