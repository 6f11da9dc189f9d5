// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.Optional;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.java.Identifier;

/** What the class of an annotated type is called: {@code FooSpec} becomes {@code Foo}, {@code Outer.Spec} {@code Outer_Spec}. */
public final class ClassNaming {
    private static final String SUFFIX = "Spec";

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

    /** A type of the package that hides a package which generated code uses. */
    public static Optional<String> shadow(Elements elements, String packageName) {
        return Identifier.ROOTS.stream()
                .sorted()
                .map(root -> qualified(packageName, root))
                .filter(name -> elements.getTypeElement(name) != null)
                .findFirst();
    }

    public static String qualified(String packageName, String simpleName) {
        return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
    }

    /** Whether Java takes {@code name} as the name of a class. */
    public static boolean isClassName(String name) {
        // Java's identifiers may hold characters that it ignores, and file systems do not.
        return ModelSpec.isFileName(name)
                && SourceVersion.isIdentifier(name)
                && name.chars().noneMatch(Character::isIdentifierIgnorable)
                && !SourceVersion.isKeyword(name, SourceVersion.RELEASE_17);
    }
}
