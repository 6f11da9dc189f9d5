// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.ParameterOptions;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.SourceText;

/**
 * Models nobody would write: every primitive operation in random places, one to three layers of one to three states.
 * The same seed gives the same model.
 */
public final class RandomGraphs {
    private static final Relation BEFORE = new Relation.Before(Axis.TIME);

    private final SplittableRandom random;
    private final Options options;
    private final GraphBuilder graph = new GraphBuilder();
    private final RandomExpressions make;
    private final List<State> states = new ArrayList<>();
    private final List<Graph.Data> inputs = new ArrayList<>();
    private final List<Graph.Data> targets = new ArrayList<>();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final List<String> outputs = new ArrayList<>();
    private final int window;
    private final int batch;
    /** Of inputs per sequence and starts; a source of its own, so that the rest is what it would be without them. */
    private final SplittableRandom beginnings;
    /** Values that are there before the first step. */
    private final List<Node> known = new ArrayList<>();

    /**
     * What there may be besides forward layers.
     *
     * @param reverse layers that run from the last step to the first
     * @param pooling values per sequence, of one layer, that a later layer uses at every step
     */
    public record Options(boolean reverse, boolean pooling) {
        public static final Options STREAMING = new Options(false, false);
        public static final Options EVERYTHING = new Options(true, true);
    }

    private RandomGraphs(long seed, Options options) {
        this.options = options;
        random = new SplittableRandom(seed);
        beginnings = new SplittableRandom(~seed);
        make = new RandomExpressions(random, graph);
        window = random.nextInt(1, 7);
        batch = random.nextInt(1, 6);
    }

    public static ModelSpec model(long seed, Options options) {
        return new RandomGraphs(seed, options).build("Random" + seed, ModelSpec.Precision.DOUBLE);
    }

    public static ModelSpec model(long seed, Options options, ModelSpec.Precision precision) {
        return new RandomGraphs(seed, options).build("Random" + seed, precision);
    }

    private ModelSpec build(String name, ModelSpec.Precision precision) {
        boolean token = make.chance(0.5);
        input(token ? new Shape.Token(random.nextInt(1, 10)) : new Shape.Vector(make.size()));
        if (make.chance(0.3)) {
            input(make.chance(0.3) ? new Shape.Token(random.nextInt(1, 10)) : new Shape.Vector(make.size()));
        }
        inputsPerSequence();
        boolean feedsBack = !options.reverse() && beginnings.nextInt(2) == 0;
        Optional<Node> fedBack = feedsBack ? Optional.of(lookBack()) : Optional.empty();
        int layers = random.nextInt(1, 4);
        for (int i = 0; i < layers; i++) {
            layer("layer" + i);
        }
        fedBack.ifPresent(this::feedBack);
        Node loss = readOut("y");
        if (make.chance(0.25)) {
            loss = graph.add(loss, graph.multiply(graph.constant(0.3), readOut("z")));
        }
        if (make.chance(0.3)) {
            loss = graph.add(loss, graph.multiply(graph.constant(0.01), make.penalty()));
        }
        Graph built = new Graph(
                graph.nodes(),
                states,
                make.parameters,
                inputs,
                targets,
                values,
                outputs,
                Optional.of(loss),
                Map.of(),
                observed(),
                Map.of());
        SourceText text = new SourceText(name + ".rnn", "");
        return new ModelSpec(
                name, "A random model.", List.of(), precision, built, training(), new SourceSpan(text, 0, 0));
    }

    private void input(Shape shape) {
        String name = "x" + inputs.size();
        make.pool.add(graph.input(inputs.size(), shape));
        inputs.add(new Graph.Data(name, shape, Domain.step(Axis.TIME)));
    }

    /** A vector and a token that there is one of in each sequence, used at steps and to start states from. */
    private void inputsPerSequence() {
        make.enter("beginning");
        if (beginnings.nextInt(3) == 0) {
            Node vector = inputPerSequence(new Shape.Vector(beginnings.nextInt(1, 10)));
            known.add(vector);
            make.pool.add(
                    beginnings.nextBoolean()
                            ? vector
                            : graph.broadcast(vector, vector.shape(), Domain.step(Axis.TIME)));
        }
        if (beginnings.nextInt(4) == 0) {
            int count = beginnings.nextInt(1, 10);
            Node token = inputPerSequence(new Shape.Token(count));
            Node table = make.parameter(new Shape.Matrix(count, beginnings.nextInt(1, 10)));
            known.add(graph.product(table, token, true));
            make.pool.add(known.get(known.size() - 1));
        }
    }

    /** What every layer may look back at, and is made from the last of them in the end. */
    private Node lookBack() {
        int size = beginnings.nextInt(1, 10);
        Node initial = start(size).orElseGet(() -> graph.initial(0, size));
        states.add(new State(0, "back", size, BEFORE, Optional.of(initial), initial));
        Node before = graph.previous(0, size, BEFORE);
        make.pool.add(before);
        return before;
    }

    private void feedBack(Node before) {
        make.enter("back");
        State state = states.get(0);
        Node last = states.get(states.size() - 1).definition();
        Node weights = make.parameter(new Shape.Matrix(before.size(), last.size()));
        Node definition = graph.unary(UnaryFunction.TANH, graph.product(weights, last, false));
        states.set(0, new State(0, "back", state.size(), state.relation(), state.initial(), definition));
        values.put("back", definition);
        make.pool.remove(before);
    }

    private Node inputPerSequence(Shape shape) {
        Node input = graph.input(inputs.size(), shape, Domain.SEQUENCE);
        inputs.add(new Graph.Data("s" + inputs.size(), shape, Domain.SEQUENCE));
        return input;
    }

    /** Learned, a number, or made from what there is of the sequence; absent to start from outside. */
    private Optional<Node> start(int size) {
        Node value = switch (beginnings.nextInt(8)) {
            case 0 -> make.parameter(new Shape.Vector(size));
            case 1 -> graph.constant(0.5);
            case 2 -> make.parameter(new Shape.Vector(1));
            case 3, 4 -> ofSequence(size);
            default -> null;
        };
        return Optional.ofNullable(value).map(start -> graph.start(start, size));
    }

    private Node ofSequence(int size) {
        if (known.isEmpty()) {
            return null;
        }
        Node value = known.get(beginnings.nextInt(known.size()));
        if (value.size() == size && beginnings.nextBoolean()) {
            return value;
        }
        Node weights = make.parameter(new Shape.Matrix(size, value.size()));
        return graph.unary(UnaryFunction.TANH, graph.product(weights, value, false));
    }

    /** States that look at each other's previous values, and at this step's of those before them. */
    private void layer(String name) {
        make.enter(name);
        int first = states.size();
        int count = random.nextInt(1, 4);
        Relation relation = options.reverse() && make.chance(0.4) ? BEFORE.opposite() : BEFORE;
        int[] sizes = random.ints(count, 0, 1).map(zero -> make.size()).toArray();
        List<Node> before = new ArrayList<>(make.pool);
        List<Optional<Node>> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(start(sizes[i]));
            make.pool.add(graph.previous(first + i, sizes[i], relation));
        }
        List<Node> definitions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Node> initial =
                    make.chance(0.7) ? Optional.of(graph.initial(first + i, sizes[i])) : Optional.empty();
            if (starts.get(i).isPresent()) {
                initial = starts.get(i);
            }
            Node start = initial.orElse(null);
            Node definition = make.chance(0.4)
                    ? make.neuron(sizes[i])
                    : graph.unary(
                            UnaryFunction.TANH,
                            graph.add(make.neuron(sizes[i]), make.vector(sizes[i], random.nextInt(1, 4))));
            if (start != null && definition.id() < start.id()) {
                definition = graph.copy(definition, Axis.TIME);
            }
            String stateName = name + ".s" + i;
            states.add(new State(first + i, stateName, sizes[i], relation, initial, definition));
            values.put(stateName.replace('.', '_'), definition);
            make.pool.add(definition);
            definitions.add(definition);
        }
        // Previous values are the layer's own.
        make.pool.clear();
        make.pool.addAll(before);
        make.pool.addAll(definitions);
        if (options.pooling() && make.chance(0.4)) {
            make.pool.add(pool(make.any(definitions)));
            if (beginnings.nextBoolean()) {
                known.add(make.pool.get(make.pool.size() - 1));
            }
        }
    }

    /** In half of the models a few values of any kind. */
    private Map<String, Node> observed() {
        Map<String, Node> observed = new LinkedHashMap<>();
        boolean some = make.chance(0.5);
        for (Node node : graph.nodes()) {
            boolean named = !(node.op() instanceof Op.Previous || node.op() instanceof Op.Initial);
            if (some && named && node.isVector() && !node.domain().isOnce() && make.chance(0.15)) {
                observed.put("inner.n" + node.id(), node);
            }
        }
        return observed;
    }

    /** A value for each sequence. */
    private Node pool(Node value) {
        return make.chance(0.5)
                ? graph.selectStep(make.chance(0.7), value)
                : graph.multiply(graph.sumSteps(value), graph.constant(1.0 / window));
    }

    private Node readOut(String name) {
        make.enter("out_" + name);
        int size = make.size();
        Node hidden = make.neuron(random.nextInt(1, 10));
        if (make.chance(0.3)) {
            hidden = options.pooling() ? pool(hidden) : graph.selectStep(true, hidden);
        }
        Node weights = make.parameter(new Shape.Matrix(size, hidden.size()));
        Node y = graph.add(graph.product(weights, hidden, false), make.parameter(new Shape.Vector(size)));
        boolean classes = make.chance(0.5);
        Shape shape = classes ? new Shape.Token(size) : new Shape.Vector(size);
        Node target = graph.target(targets.size(), shape, y.domain());
        targets.add(new Graph.Data(name, shape, y.domain()));
        values.put(name, classes ? graph.softmax(y) : y);
        outputs.add(name);
        Node loss = classes ? graph.crossEntropy(y, target) : squares(graph.subtract(y, target));
        Node total = graph.sumAll(loss);
        int positions = y.domain().isPerStep() ? window * batch : batch;
        return make.chance(0.7) ? graph.multiply(total, graph.constant(1.0 / positions)) : total;
    }

    private Node squares(Node difference) {
        return make.chance(0.5)
                ? graph.dot(difference, difference)
                : graph.sumElements(graph.multiply(difference, difference));
    }

    private Training training() {
        Training.Unroll unroll = make.chance(0.5)
                ? Training.Unroll.AUTO
                : new Training.Unroll(Training.Unroll.Kind.STEPS, random.nextInt(1, window + 1));
        List<Training.GradientOf> gradients = List.of(Training.GradientOf.INPUT, Training.GradientOf.STATE);
        return new Training(
                window,
                window,
                make.chance(0.5),
                batch,
                optimizer(0.05),
                clips(),
                random.nextLong(),
                unroll,
                gradients,
                make.chance(0.5) ? ParameterOptions.NONE : parameterOptions());
    }

    private Optimizer optimizer(double rate) {
        return make.chance(0.5)
                ? Optimizer.Kind.SGD.with(rate)
                : make.chance(0.5) ? Optimizer.Kind.ADAGRAD.with(rate) : Optimizer.Kind.MOMENTUM.with(rate);
    }

    private List<Training.Clip> clips() {
        Training.Clip.Kind[] kinds = Training.Clip.Kind.values();
        return make.chance(0.5) ? List.of(new Training.Clip(kinds[random.nextInt(kinds.length)], 0.1)) : List.of();
    }

    /** Some parameters frozen, some in groups, some matrices within a norm. */
    private ParameterOptions parameterOptions() {
        Optimizer other = optimizer(0.02);
        Map<Integer, Optimizer> optimizers = new HashMap<>();
        Set<Integer> frozen = new HashSet<>();
        Map<Integer, Double> maxNorms = new HashMap<>();
        for (Parameter parameter : make.parameters) {
            if (make.chance(0.2)) {
                frozen.add(parameter.index());
                continue;
            }
            if (make.chance(0.4)) {
                optimizers.put(parameter.index(), other);
            }
            if (parameter.shape() instanceof Shape.Matrix && make.chance(0.4)) {
                maxNorms.put(parameter.index(), 0.7);
            }
        }
        return new ParameterOptions(optimizers, frozen, maxNorms);
    }
}
