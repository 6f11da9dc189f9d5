// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.golden.GoldenCase.Config;
import org.rnnc.processor.grad.Adjoint;
import org.rnnc.processor.grad.Differentiator;
import org.rnnc.processor.reference.GraphInterpreter;
import org.rnnc.runtime.annotation.Precision;

/** The interpreter, the derivatives and the reading of cases, against PyTorch: graphs of simple networks by hand. */
class GoldenGraphTest {
    private final GraphBuilder graph = new GraphBuilder();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<State> states = new ArrayList<>();

    @Test
    void simpleNetworksAreInterpretedAsPyTorchRunsThem() throws Exception {
        Path directory = Path.of(
                        GoldenGraphTest.class.getResource("/golden/README.md").toURI())
                .getParent();
        int compared = 0;
        for (String name : GoldenCase.names(directory)) {
            GoldenCase golden = GoldenCase.read(directory, name);
            Config config = golden.config();
            if (config.cell().startsWith("rnn")
                    && !config.bidirectional()
                    && config.windows() == 1
                    && List.of("mse", "cross_entropy").contains(config.loss().kind())) {
                GoldenComparison comparison = new GoldenComparison(golden, Precision.DOUBLE);
                new GoldenGraphTest().compare(golden, comparison);
                assertTrue(comparison.passed(), () -> name + ": " + comparison);
                compared++;
            }
        }
        assertEquals(15, compared);
    }

    private void compare(GoldenCase golden, GoldenComparison comparison) {
        Config config = golden.config();
        Node hidden = config.vocab() > 0
                ? graph.product(
                        parameter(golden, "embedding.weight"), graph.input(0, shape(config.vocab(), true)), true)
                : graph.input(0, shape(config.inputSize(), false));
        for (int layer = 0; layer < config.numLayers(); layer++) {
            hidden = layer(golden, layer, hidden);
        }
        Node read = config.manyToOne() ? graph.selectStep(true, hidden) : hidden;
        Node y = graph.sum(List.of(
                new Term.Matrix(parameter(golden, "out.weight"), read, false, false),
                new Term.Value(false, parameter(golden, "out.bias"))));
        Node target = graph.target(0, shape(config.outputSize(), config.crossEntropy()), y.domain());
        Node loss = loss(golden, y, target);
        Graph whole = new Graph(
                graph.nodes(), states, parameters, List.of(), List.of(), Map.of(), List.of(), Optional.of(loss));
        Adjoint adjoint = Differentiator.differentiate(whole, new Differentiator.Wanted(true, true));
        GraphInterpreter run = new GraphInterpreter(adjoint.nodes(), adjoint.states(), config.seqLen(), config.batch());
        feed(golden, run);

        comparison.compare("hidden", golden.tensor("out.hidden").swapped(), run.value(hidden));
        GoldenTensor expected = golden.tensor("out.y");
        comparison.compare("y", config.manyToOne() ? expected : expected.swapped(), run.value(y));
        comparison.compare("loss", golden.tensor("out.loss"), run.value(loss));
        for (Parameter parameter : parameters) {
            Node gradient = adjoint.parameters().get(parameter.index());
            comparison.compare("grad", golden.tensor("grad." + parameter.name()), run.value(gradient));
        }
        if (config.vocab() == 0) {
            Node gradient = adjoint.inputs().get(0);
            comparison.compare("grad", golden.tensor("grad.x").swapped(), run.value(gradient));
        }
        for (State state : states) {
            comparison.compare("state", golden.tensor("out.h_n").at(state.index()), run.finalState(state));
            Node gradient = adjoint.initials().get(state.index());
            comparison.compare("grad", golden.tensor("grad.h0").at(state.index()), run.value(gradient));
        }
    }

    private Node layer(GoldenCase golden, int layer, Node x) {
        int size = golden.config().hiddenSize();
        Node sum = graph.sum(List.of(
                new Term.Matrix(parameter(golden, "weight_ih_l" + layer), x, false, false),
                new Term.Value(false, parameter(golden, "bias_ih_l" + layer)),
                new Term.Matrix(
                        parameter(golden, "weight_hh_l" + layer),
                        graph.previous(layer, size, new Relation.Before(Axis.TIME)),
                        false,
                        true),
                new Term.Value(false, parameter(golden, "bias_hh_l" + layer))));
        boolean relu = golden.config().cell().equals("rnn_relu");
        Node h = graph.unary(relu ? UnaryFunction.RELU : UnaryFunction.TANH, sum);
        Optional<Node> initial = Optional.of(graph.initial(layer, size));
        states.add(new State(layer, "rnn" + layer, size, new Relation.Before(Axis.TIME), initial, h));
        return h;
    }

    private Node loss(GoldenCase golden, Node y, Node target) {
        Config config = golden.config();
        Node difference = config.crossEntropy() ? null : graph.subtract(y, target);
        Node sum =
                graph.sumAll(config.crossEntropy() ? graph.crossEntropy(y, target) : graph.dot(difference, difference));
        int valid = config.lengths() == null
                ? config.batch() * config.seqLen()
                : Arrays.stream(config.lengths()).sum();
        int positions =
                (y.domain().isPerStep() ? valid : config.batch()) * (config.crossEntropy() ? 1 : config.outputSize());
        double count = switch (config.loss().reduction()) {
            case "mean" -> positions;
            case "batchmean" -> config.batch();
            default -> 1;
        };
        return graph.divide(sum, graph.constant(count));
    }

    private Node parameter(GoldenCase golden, String name) {
        int[] shape = golden.tensor("param." + name).shape();
        Shape own = shape.length == 1 ? new Shape.Vector(shape[0]) : new Shape.Matrix(shape[0], shape[1]);
        parameters.add(new Parameter(parameters.size(), "", name, name, own, Start.ZEROS));
        return graph.parameter(parameters.get(parameters.size() - 1));
    }

    private static Shape shape(int size, boolean token) {
        return token ? new Shape.Token(size) : new Shape.Vector(size);
    }

    private void feed(GoldenCase golden, GraphInterpreter run) {
        Config config = golden.config();
        for (Parameter parameter : parameters) {
            run.setParameter(
                    parameter.index(),
                    golden.tensor("param." + parameter.name()).values());
        }
        for (State state : states) {
            run.setInitial(
                    state.index(), golden.tensor("in.h0").at(state.index()).values());
        }
        if (config.lengths() != null) {
            run.setLengths(config.lengths());
        }
        run.setInput(
                0,
                golden.tensor(config.vocab() > 0 ? "in.tokens" : "in.x")
                        .swapped()
                        .values());
        GoldenTensor target = golden.tensor("in.target");
        run.setTarget(0, (config.manyToOne() ? target : target.swapped()).values());
    }
}
