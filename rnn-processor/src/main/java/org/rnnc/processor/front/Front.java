// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

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
public record Front(SpecFile spec, Neighbours neighbours, String packageName, Places places, boolean sound) {
    /** Which annotation value stands for what was read. */
    public static final class Places {
        private final Map<SourceText, IntFunction<AnnotationValue>> places = new IdentityHashMap<>();
        private final Map<SourceText, AttributeText> attributes = new IdentityHashMap<>();

        /** Notes a text that {@code value} holds or names. */
        void put(SourceText source, AnnotationValue value) {
            places.put(source, offset -> value);
        }

        /** Notes a text that was made of {@code values}. */
        void put(SourceText source, AttributeText values) {
            places.put(source, values::at);
            attributes.put(source, values);
        }

        /** Whether nobody wrote the text at {@code span}, so that its annotation value alone says where it is. */
        public boolean isAttribute(SourceSpan span) {
            return attributes.containsKey(span.source());
        }

        /** The value that stands for {@code span}; null stands for the annotation. */
        public AnnotationValue of(SourceSpan span) {
            return places.getOrDefault(span.source(), offset -> null).apply(span.start());
        }
    }
}
