// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationValue;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.syntax.Origin;
import org.rnnc.dsl.syntax.SourceText;

/**
 * What annotation values say, as text of the language: each character remembers the value it was written for, so that
 * whatever is found in the text is told where it stands in the annotation.
 */
final class AttributeText {
    private final StringBuilder text = new StringBuilder();
    /** For each character; null stands for the annotation as a whole. */
    private final List<@Nullable AnnotationValue> owners = new ArrayList<>();

    private @Nullable AnnotationValue owner;

    AttributeText add(String piece) {
        text.append(piece);
        piece.chars().forEach(c -> owners.add(owner));
        return this;
    }

    AttributeText add(String piece, @Nullable AnnotationValue of) {
        within(of, () -> add(piece));
        return this;
    }

    /** Whatever {@code writing} adds belongs to {@code value}, but for what that gives to parts of it. */
    void within(@Nullable AnnotationValue value, Runnable writing) {
        AnnotationValue outer = owner;
        owner = value;
        writing.run();
        owner = outer;
    }

    /** The value that the character at {@code offset} was written for; null for the annotation as a whole. */
    @Nullable
    AnnotationValue at(int offset) {
        return offset < owners.size() ? owners.get(offset) : null;
    }

    /** A source whose places are those of the values in the Java file, where that is known. */
    SourceText source(Optional<JavaPlaces> places, String name) {
        return places.map(this::placed).orElseGet(() -> new SourceText(name, text.toString()));
    }

    private SourceText placed(JavaPlaces places) {
        int[] starts = new int[owners.size() + 1];
        int[] ends = new int[owners.size()];
        AnnotationValue last = null;
        JavaPlaces.Range range = places.of(null);
        for (int i = 0; i < ends.length; i++) {
            AnnotationValue value = owners.get(i);
            if (value != last) {
                range = places.of(value);
                last = value;
            }
            starts[i] = range.start();
            ends[i] = range.end();
        }
        starts[ends.length] = places.of(null).start();
        return new SourceText(
                places.file().name(), text.toString(), Optional.of(new Origin(places.file(), starts, ends)));
    }
}
