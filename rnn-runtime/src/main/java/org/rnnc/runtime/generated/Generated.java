// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that rnnc wrote. Coverage tools skip classes whose annotation has this simple name, and unlike the one
 * of {@code java.compiler} it adds no module to the user's own.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Generated {
    /**
     * The name and version of the processor.
     *
     * @return for example {@code "org.rnnc.processor 1.0"}
     */
    String value();
}
