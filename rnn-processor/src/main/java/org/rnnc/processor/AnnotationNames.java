// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.Set;

/** The annotations that the processor claims, by name: it runs also where their jar is missing. */
final class AnnotationNames {
    static final String MODEL = "org.rnnc.runtime.annotation.RnnModel";
    static final String GENERATED = "org.rnnc.runtime.generated.Generated";
    static final Set<String> ALL = Set.of(MODEL, GENERATED);

    private AnnotationNames() {}
}
