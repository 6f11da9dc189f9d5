// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import javax.lang.model.element.AnnotationValue;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/**
 * What an annotation says, whichever way: a syntax tree.
 *
 * @param sound whether it could all be read; if not, mistakes have been reported
 */
record Front(SpecFile spec, Neighbours neighbours, String packageName, Places places, boolean sound) {
    /** Which annotation value stands for what was read. */
    static final class Places {
        private final Map<SourceText, IntFunction<AnnotationValue>> places = new IdentityHashMap<>();

        /** @param place from an offset in {@code source} to the value; null stands for the annotation */
        void put(SourceText source, IntFunction<AnnotationValue> place) {
            places.put(source, place);
        }

        AnnotationValue of(SourceSpan span) {
            return places.getOrDefault(span.source(), offset -> null).apply(span.start());
        }
    }
}
