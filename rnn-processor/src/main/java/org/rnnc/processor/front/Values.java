// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** The values of an annotation that are written out, by name, so that messages can point at them. */
public record Values(AnnotationMirror mirror, Map<String, AnnotationValue> given, Spots spots) {
    /** The compilers' value for an expression that has none, such as the name of an unknown constant. */
    private static final String BROKEN = "<error>";

    public static Values of(AnnotationMirror mirror) {
        return of(mirror, new Spots(mirror));
    }

    private static Values of(AnnotationMirror mirror, Spots spots) {
        Map<String, AnnotationValue> given = new LinkedHashMap<>();
        mirror.getElementValues().forEach((method, value) -> {
            given.put(method.getSimpleName().toString(), value);
            spots.put(value, mirror);
        });
        return new Values(mirror, given, spots);
    }

    /** The values of an annotation among these values. */
    Values nested(AnnotationValue value) {
        return of((AnnotationMirror) value.getValue(), spots);
    }

    Optional<AnnotationValue> find(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /** What an annotation's declaration says where the annotation itself is silent. */
    AnnotationValue defaultOf(String name) {
        return attributes(mirror)
                .filter(method -> method.getSimpleName().contentEquals(name))
                .findFirst()
                .map(ExecutableElement::getDefaultValue)
                .orElseThrow();
    }

    private static Stream<ExecutableElement> attributes(AnnotationMirror mirror) {
        return ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements()).stream();
    }

    /** A string, if it is given and not empty. */
    Optional<AnnotationValue> text(String name) {
        return find(name).filter(value -> !((String) value.getValue()).isEmpty());
    }

    /** The elements of an array; none if it is not given. */
    List<AnnotationValue> list(String name) {
        return find(name).map(Values::elements).orElse(List.of());
    }

    private static List<AnnotationValue> elements(AnnotationValue value) {
        return ((List<?>) value.getValue())
                .stream().map(AnnotationValue.class::cast).toList();
    }

    /** Whether the compiler could not make sense of one of the values; it says so itself. */
    public boolean isBroken() {
        return attributes(mirror).anyMatch(method -> {
            AnnotationValue value = given.get(method.getSimpleName().toString());
            return value == null ? method.getDefaultValue() == null : isBroken(value, method.getReturnType());
        });
    }

    /** A value that has not its attribute's type stands for one that there is not; of a string only its text tells. */
    private static boolean isBroken(AnnotationValue value, TypeMirror type) {
        Object content = value.getValue();
        return switch (type.getKind()) {
            case ARRAY ->
                !(content instanceof List)
                        || elements(value).stream()
                                .anyMatch(element -> isBroken(element, ((ArrayType) type).getComponentType()));
            case DECLARED -> isBroken(value, ((DeclaredType) type).asElement().getKind());
            case BOOLEAN -> !(content instanceof Boolean);
            default -> !(content instanceof Number);
        };
    }

    private static boolean isBroken(AnnotationValue value, ElementKind kind) {
        Object content = value.getValue();
        return switch (kind) {
            case ANNOTATION_TYPE ->
                !(content instanceof AnnotationMirror nested) || of(nested).isBroken();
            case ENUM -> !(content instanceof VariableElement);
            default -> !(content instanceof String) || content.equals(BROKEN) && !isLiteral(value);
        };
    }

    /** javac writes a literal with its quotes; other compilers do not tell one from what they could not read. */
    private static boolean isLiteral(AnnotationValue value) {
        return Spots.isOfJavac(value) && !value.toString().equals(BROKEN);
    }

    /** The language's word for an enumeration's constant: {@code crossEntropy} for {@code CROSS_ENTROPY}. */
    static String word(AnnotationValue value) {
        String constant = ((VariableElement) value.getValue()).getSimpleName().toString();
        StringBuilder word = new StringBuilder();
        for (String part : constant.toLowerCase(java.util.Locale.ROOT).split("_", -1)) {
            word.append(word.length() == 0 ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return word.toString();
    }

    static boolean isConstant(AnnotationValue value, String constant) {
        return value.getValue() instanceof VariableElement element
                && element.getSimpleName().contentEquals(constant);
    }
}
