// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.schedule.Stage;

/** Tells the caller of a kernel how to reach a value. */
@FunctionalInterface
public interface Locator {
    /** Where {@code node}'s rows are for a kernel of a stage of this kind. */
    RowsRef locate(Node node, Stage.Kind stage);
}
