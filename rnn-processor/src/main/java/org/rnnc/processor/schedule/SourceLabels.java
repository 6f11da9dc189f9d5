// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;

/** What values that are not computed are called: as in the model, with what they are of it. */
final class SourceLabels implements Cases.Source<Optional<String>> {
    private final Graph graph;
    private final List<State> states;

    /** @param states the graph's, and those of adjoints */
    SourceLabels(Graph graph, List<State> states) {
        this.graph = graph;
        this.states = states;
    }

    /** Empty for what is computed. */
    Optional<String> of(Node node) {
        return node.op() instanceof Op.Source source ? source.match(this) : Optional.empty();
    }

    @Override
    public Optional<String> input(Op.Input op) {
        return Optional.of(graph.inputs().get(op.index()).name());
    }

    @Override
    public Optional<String> target(Op.Target op) {
        return Optional.of(graph.targets().get(op.index()).name() + " target");
    }

    @Override
    public Optional<String> parameter(Op.Parameter op) {
        return Optional.of(graph.parameters().get(op.index()).qualifiedName());
    }

    /** Named for the state's definition, see {@link Names#initial}. */
    @Override
    public Optional<String> initial(Op.Initial op) {
        return Optional.empty();
    }

    @Override
    public Optional<String> previous(Op.Previous op) {
        return Optional.of(states.get(op.state()).name() + " before");
    }

    @Override
    public Optional<String> mask(Op.Mask op) {
        return Optional.of(op.site() + " mask");
    }
}
