// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.naming;

import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.State;
import org.rnnc.processor.schedule.kernel.Name;

/** What values that are not computed are called: as in the model, with what they are of it. */
final class SourceNames implements Cases.Source<Name> {
    private final Graph graph;
    private final List<State> states;

    /** @param states the graph's, and those of adjoints */
    SourceNames(Graph graph, List<State> states) {
        this.graph = graph;
        this.states = states;
    }

    /** Empty for what is computed. */
    Optional<Name> of(Node node) {
        return node.op() instanceof Op.Source source ? Optional.of(source.match(this)) : Optional.empty();
    }

    @Override
    public Name input(Op.Input op) {
        return Name.of(graph.inputs().get(op.index()).name());
    }

    @Override
    public Name target(Op.Target op) {
        return Name.of(graph.targets().get(op.index()).name()).and("target");
    }

    @Override
    public Name parameter(Op.Parameter op) {
        return Name.of(graph.parameters().get(op.index()).qualifiedName());
    }

    @Override
    public Name initial(Op.Initial op) {
        return Name.of(states.get(op.state()).name()).and("initial");
    }

    /** Of an adjoint's state it is what the step after this one says of the value. */
    @Override
    public Name previous(Op.Previous op) {
        if (op.link() != Relation.Link.STEP) {
            return atLink(op);
        }
        return op.state() < graph.states().size()
                ? Name.of(states.get(op.state()).name()).and("before")
                : forward(op.state()).as(Name.Kind.ADJOINT).and("from next");
    }

    /** Of a child; of an adjoint's state it is what the parent says of the value. */
    private Name atLink(Op.Previous op) {
        String name = states.get(op.state()).name();
        return op.state() < graph.states().size()
                ? Name.of(name).and(op.link().word())
                : Name.of(name.replaceFirst("^d ", "")
                                .replaceFirst(" " + op.link().word() + "$", ""))
                        .as(Name.Kind.ADJOINT)
                        .and("from parent of " + op.link().word());
    }

    /** The state of the model that an adjoint's state belongs to. */
    private Name forward(int state) {
        return Name.of(states.get(state).name().replaceFirst("^d ", ""));
    }

    @Override
    public Name mask(Op.Mask op) {
        return Name.of(op.site()).and("mask");
    }

    @Override
    public Name eachToken(Op.EachToken op) {
        return Name.of("each token");
    }
}
