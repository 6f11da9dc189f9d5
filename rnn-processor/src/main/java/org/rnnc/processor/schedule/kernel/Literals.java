// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import java.util.OptionalDouble;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/** Numbers known at compile time: they are written into the code that uses them and need no place in memory. */
public final class Literals {
    private Literals() {}

    public static OptionalDouble valueOf(Node node) {
        Node source = node;
        while (source.op() instanceof Op.Broadcast) {
            source = source.input(0);
        }
        return source.op() instanceof Op.Constant constant
                ? OptionalDouble.of(constant.value())
                : OptionalDouble.empty();
    }

    public static boolean isLiteral(Node node) {
        return valueOf(node).isPresent();
    }
}
