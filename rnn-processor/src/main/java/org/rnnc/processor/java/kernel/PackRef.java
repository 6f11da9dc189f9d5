// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * Numbers in the order of a pack.
 *
 * @param field what they are called; a target that keeps them in several fields makes names of this one
 */
public record PackRef(FieldRef field, PackLayout layout, Role role) {
    public enum Role {
        /** The parameters, or a matrix that stands for one, such as a masked one: products read them. */
        FACTOR,
        GRADIENT,
        /** What an optimizer remembers. */
        SLOT
    }

    public Pack pack() {
        return layout.pack();
    }
}
