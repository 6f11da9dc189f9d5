// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import org.jspecify.annotations.Nullable;

/**
 * What to name to a compiler so that it points at a value within an annotation. javac finds any value in the whole;
 * Eclipse's compiler looks no further than the attributes of the annotation it is given.
 */
public final class Spots {
    private final AnnotationMirror whole;
    private final Map<AnnotationValue, Spot> spots = new IdentityHashMap<>();

    /** An annotation, and one of its attributes; either is null where it is not known. */
    public record Spot(
            @Nullable AnnotationMirror mirror, @Nullable AnnotationValue value) {}

    Spots(AnnotationMirror whole) {
        this.whole = whole;
    }

    /** Notes the value of an attribute of {@code mirror}, and what is in it. */
    void put(AnnotationValue value, AnnotationMirror mirror) {
        put(value, new Spot(mirror, value));
        if (value.getValue() instanceof List<?> elements) {
            elements.forEach(element -> put((AnnotationValue) element, new Spot(mirror, value)));
        }
    }

    private void put(AnnotationValue value, Spot spot) {
        spots.put(value, value.getValue() instanceof AnnotationMirror nested ? new Spot(nested, null) : spot);
    }

    /** @param value null for the whole annotation */
    public Spot of(@Nullable AnnotationValue value) {
        Spot direct = new Spot(whole, value);
        return value == null || isOfJavac(value) ? direct : spots.getOrDefault(value, direct);
    }

    static boolean isOfJavac(AnnotationValue value) {
        return value.getClass().getName().startsWith("com.sun.tools.javac.");
    }
}
