// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** What the class of an annotated type is called: {@code FooSpec} becomes {@code Foo}, {@code Outer.Spec} {@code Outer_Spec}. */
final class ClassNaming {
    private static final String SUFFIX = "Spec";

    /** What generated code uses of java.lang, which needs no import, so that a type of the same package comes first. */
    private static final List<String> USED = List.of(
            "IllegalArgumentException",
            "IllegalStateException",
            "Math",
            "Object",
            "Override",
            "String",
            "System",
            "UnsupportedOperationException");

    private final Elements elements;
    private final TypeElement type;

    ClassNaming(Elements elements, TypeElement type) {
        this.elements = elements;
        this.type = type;
    }

    String packageName() {
        return elements.getPackageOf(type).getQualifiedName().toString();
    }

    String simpleName() {
        String own = type.getSimpleName().toString();
        boolean bare = own.equals(SUFFIX) || !own.endsWith(SUFFIX);
        String name = bare ? own : own.substring(0, own.length() - SUFFIX.length());
        Element outer = type.getEnclosingElement();
        while (outer instanceof TypeElement enclosing) {
            name = enclosing.getSimpleName() + "_" + name;
            outer = enclosing.getEnclosingElement();
        }
        return name;
    }

    /** A type of the package that generated code would take for one of java.lang. */
    static Optional<String> shadow(Elements elements, String packageName) {
        String prefix = packageName.isEmpty() ? "" : packageName + ".";
        return USED.stream()
                .filter(name -> elements.getTypeElement(prefix + name) != null)
                .findFirst();
    }

    /** Whether Java takes {@code name} as the name of a class. */
    static boolean isClassName(String name) {
        // Java's identifiers may hold characters that it ignores, and file systems do not.
        return SourceVersion.isIdentifier(name)
                && name.chars().noneMatch(Character::isIdentifierIgnorable)
                && !SourceVersion.isKeyword(name, SourceVersion.RELEASE_17);
    }
}
