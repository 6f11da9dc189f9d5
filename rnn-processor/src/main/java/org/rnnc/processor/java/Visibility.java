// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import org.jspecify.annotations.Nullable;

/** Who sees a generated class. */
public final class Visibility {
    private Visibility() {}

    /**
     * Whether all see it who see the annotated type: that it is public, and so is every type around it. A class in
     * another package is public whatever the type is, which could not use it otherwise.
     *
     * @param origin the annotated type
     * @param packageName of the class
     */
    public static boolean isPublic(Element origin, String packageName) {
        @Nullable Element element = origin;
        boolean open = true;
        while (element != null && !(element instanceof PackageElement)) {
            open &= element.getModifiers().contains(Modifier.PUBLIC);
            element = element.getEnclosingElement();
        }
        boolean beside = element instanceof PackageElement owner
                && owner.getQualifiedName().contentEquals(packageName);
        return open || !beside;
    }
}
