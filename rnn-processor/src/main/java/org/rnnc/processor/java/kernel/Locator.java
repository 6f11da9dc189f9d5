// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.schedule.Stage;

/** Tells the caller of a kernel how to reach a value. */
@FunctionalInterface
public interface Locator {
    /** Where {@code node}'s rows are for a kernel of a stage of this kind. */
    Location locate(Node node, Stage.Kind stage);

    /**
     * A value's rows.
     *
     * @param key values of the same key lie in the same rows and are passed as one argument
     * @param source the caller's expression for them
     * @param first the caller's expression for the index of the first row; empty if {@code source} is itself the only row
     * @param offset of the value within each row
     * @param tokens whether these are plain ints, and not rows of numbers
     */
    record Location(Key key, String source, String first, int offset, boolean tokens) {}

    record Key(String source, String first) {}
}
