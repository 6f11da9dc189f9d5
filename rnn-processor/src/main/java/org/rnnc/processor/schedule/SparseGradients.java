// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.schedule.pack.Pack;

/**
 * Finds gradients that are zero but for what the tokens of a window have chosen: all that contributes are look-ups, and a
 * token chooses a whole vector of its pack. Where a window has nearly as many tokens as there are vectors, most of them
 * may be chosen: then it costs more to keep track of them than it saves.
 */
final class SparseGradients {
    /** How many vectors there must be for each token of a window; measured, see docs/performance.md. */
    private static final int VECTORS_PER_TOKEN = 2;

    private final Training training;

    private SparseGradients(Training training) {
        this.training = training;
    }

    /** @param gradients of parameters */
    static Set<Pack> of(Collection<Pack> packs, Map<Parameter, Node> gradients, Training training) {
        SparseGradients sparse = new SparseGradients(training);
        Set<Pack> found = new LinkedHashSet<>();
        for (Pack pack : packs) {
            List<Node> ofPack = pack.parameters().stream()
                    .map(parameter -> gradients.get(parameter))
                    .filter(Objects::nonNull)
                    .toList();
            if (!ofPack.isEmpty() && sparse.isSparse(pack, ofPack)) {
                found.add(pack);
            }
        }
        return found;
    }

    private boolean isSparse(Pack pack, List<Node> gradients) {
        if (!gradients.stream().allMatch(gradient -> isOfTokens(gradient, pack))) {
            return false;
        }
        Stream<Node> tokens =
                gradients.stream().flatMap(SparseGradients::tokens).distinct();
        return VECTORS_PER_TOKEN * tokens.mapToLong(this::count).sum() <= pack.vectors();
    }

    /** Whether a gradient is a scattered sum, or one that goes on from another. */
    private static boolean isOfTokens(Node gradient, Pack pack) {
        return gradient.op() instanceof Op.Scatter scatter
                && !(scatter.row() && pack.byColumn())
                && (gradient.inputs().size() < 3 || isOfTokens(gradient.input(2), pack));
    }

    /** The tokens that a scattered sum, and what it goes on from, has to do with. */
    private static Stream<Node> tokens(Node gradient) {
        Stream<Node> own = Stream.of(gradient.input(1));
        return gradient.inputs().size() < 3 ? own : Stream.concat(own, tokens(gradient.input(2)));
    }

    /** How many there are of a token in a window, at most. */
    private long count(Node token) {
        if (token.domain().tokens().isPresent()) {
            return token.domain().tokens().getAsInt();
        }
        long steps = token.domain()
                .axis()
                .map(axis -> training.window(axis).backward())
                .orElse(1);
        return steps * training.batch();
    }
}
