// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
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
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.ParameterOptions;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.model.WindowLength;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;

/**
 * An encoder and a decoder, as no text can say it yet: the words of a text are read both ways along one axis, and what
 * both ends know is where the decoder starts from, that says the words of its translation along another.
 */
final class Translation {
    static final Axis SOURCE = new Axis(0, "source");
    static final Axis TARGET = new Axis(1, "target");
    static final int SOURCE_STEPS = 6;
    static final int TARGET_STEPS = 4;
    static final int BATCH = 3;

    private static final int WORDS = 7;
    private static final int SAID = 5;
    private static final int SIZE = 4;

    private final GraphBuilder graph = new GraphBuilder();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<State> states = new ArrayList<>();

    private Translation() {}

    static ModelSpec model() {
        Training training = new Training(
                Map.of(
                        SOURCE, new WindowLength(SOURCE_STEPS, SOURCE_STEPS),
                        TARGET, new WindowLength(TARGET_STEPS, TARGET_STEPS)),
                false,
                BATCH,
                Optimizer.Kind.SGD.with(0.1),
                List.of(),
                1,
                Training.Unroll.AUTO,
                List.of(),
                ParameterOptions.NONE);
        SourceSpan span = new SourceSpan(new SourceText("Translation.rnn", ""), 0, 0);
        Graph graph = new Translation().graph();
        return new ModelSpec("Translation", "", List.of(), ModelSpec.Precision.DOUBLE, graph, training, span);
    }

    private Graph graph() {
        Node word = graph.input(0, new Shape.Token(WORDS), Domain.step(SOURCE));
        Node before = graph.input(1, new Shape.Token(SAID), Domain.step(TARGET));
        Node ahead = layer("reader", word, new Relation.Before(SOURCE), graph.initial(0, SIZE));
        Node back = layer("back", word, new Relation.After(SOURCE), graph.initial(1, SIZE));
        Node read = graph.add(graph.selectStep(true, ahead), graph.selectStep(false, back));
        Node said = layer("speaker", before, new Relation.Before(TARGET), graph.start(read, SIZE));
        Node logits = graph.sum(List.of(
                new Term.Value(false, parameter("out", "b", new Shape.Vector(SAID))),
                new Term.Matrix(parameter("out", "W", new Shape.Matrix(SAID, SIZE)), said, false, false)));
        Node next = graph.target(0, new Shape.Token(SAID), Domain.step(TARGET));
        Node loss = graph.divide(graph.sumAll(graph.crossEntropy(logits, next)), graph.stepCount(TARGET));
        Map<String, Node> values = new LinkedHashMap<>();
        values.put("read", read);
        values.put("next", graph.softmax(logits));
        return new Graph(
                graph.nodes(),
                states,
                parameters,
                List.of(
                        new Graph.Data("word", word.shape(), word.domain()),
                        new Graph.Data("before", before.shape(), before.domain())),
                List.of(new Graph.Data("next", next.shape(), next.domain())),
                values,
                List.of("next"),
                Optional.of(loss));
    }

    /** {@code h = tanh(Wx * x + Wh * h[previous])}. */
    private Node layer(String name, Node token, Relation relation, Node initial) {
        int index = states.size();
        int count = ((Shape.Token) token.shape()).count();
        Node previous = graph.previous(index, SIZE, relation);
        Node h = graph.unary(
                UnaryFunction.TANH,
                graph.sum(List.of(
                        new Term.Matrix(parameter(name, "Wx", new Shape.Matrix(SIZE, count)), token, false, false),
                        new Term.Matrix(parameter(name, "Wh", new Shape.Matrix(SIZE, SIZE)), previous, false, true))));
        states.add(new State(index, name + ".h", SIZE, relation, Optional.of(initial), h));
        return h;
    }

    private Node parameter(String layer, String name, Shape shape) {
        Parameter parameter = new Parameter(parameters.size(), layer, name, name, shape, Start.XAVIER);
        parameters.add(parameter);
        return graph.parameter(parameter);
    }
}
