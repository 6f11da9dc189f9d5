// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.row;

import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.kernel.Name;
import org.rnnc.processor.schedule.naming.KernelWords;

/** The identifiers that one kernel has for its values. */
final class KernelNames {
    private final Labels labels;
    private final KernelWords words;

    KernelNames(Kernel kernel, Labels labels) {
        this.labels = labels;
        this.words = new KernelWords(kernel, labels);
    }

    /** The variable that holds one number of a value. */
    String of(Node node) {
        return Identifier.ofLabel(words.of(node));
    }

    /** The array that holds these values, all that the kernel has in it. */
    String ofRow(List<Node> nodes) {
        return Identifier.ofLabel(words.of(nodes));
    }

    /** The same with the layer whose values they are. */
    String inFull(List<Node> nodes) {
        return Identifier.ofLabel(
                Name.ofAll(nodes.stream().map(labels::name).toList()).toString());
    }
}
