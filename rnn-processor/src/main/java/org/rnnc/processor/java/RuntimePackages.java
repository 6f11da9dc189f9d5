// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

/** Where the types of the runtime lie that generated code names. */
public final class RuntimePackages {
    public static final String ANNOTATION = "org.rnnc.runtime.annotation";
    public static final String GENERATED = "org.rnnc.runtime.generated";
    public static final String ORDER = "org.rnnc.runtime.generated.order";
    public static final String MATH = "org.rnnc.runtime.math";
    public static final String MODEL = "org.rnnc.runtime.model";
    public static final String RANDOM = "org.rnnc.runtime.random";
    public static final String TENSOR = "org.rnnc.runtime.tensor";

    private RuntimePackages() {}
}
