// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;

/**
 * Finds gradients that are zero but for what the tokens of a window have chosen: all that contributes are look-ups, and
 * a token chooses whole arrays of the layout.
 */
final class SparseGradients {
    private SparseGradients() {}

    /** @param gradients of parameters, by index */
    static Set<Pack> of(Collection<Pack> packs, Map<Integer, Node> gradients) {
        Set<Pack> sparse = new LinkedHashSet<>();
        for (Pack pack : packs) {
            List<Node> members = pack.parameters().stream()
                    .map(parameter -> gradients.get(parameter.index()))
                    .filter(Objects::nonNull)
                    .toList();
            if (!members.isEmpty() && members.stream().allMatch(gradient -> isOfTokens(gradient, pack))) {
                sparse.add(pack);
            }
        }
        return sparse;
    }

    /** Whether a gradient is a scattered sum, or one that goes on from another. */
    private static boolean isOfTokens(Node gradient, Pack pack) {
        return gradient.op() instanceof Op.Scatter scatter
                && !(scatter.row() && pack.byColumn())
                && (gradient.inputs().size() < 3 || isOfTokens(gradient.input(2), pack));
    }
}
