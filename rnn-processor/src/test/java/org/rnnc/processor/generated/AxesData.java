// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.NodeSteps;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.GraphInterpreter;
import org.rnnc.processor.reference.ReferenceMasks;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trees;
import org.rnnc.runtime.tensor.Tensor;

/**
 * The data of a window of a model of several axes: by axis how long each sequence is, numbers for each input and target, and
 * the tokens that follow from those.
 */
final class AxesData {
    private final ModelSpec spec;
    private final Graph graph;
    private final int batch;
    private final Map<Axis, int[]> lengths = new LinkedHashMap<>();
    /** By axis what the trees look like. */
    private final Map<Axis, int[]> trees = new LinkedHashMap<>();

    private final List<double[]> inputs = new ArrayList<>();
    private final List<double[]> targets = new ArrayList<>();

    private AxesData(ModelSpec spec) {
        this.spec = spec;
        this.graph = spec.graph();
        this.batch = spec.training().batch();
    }

    static AxesData random(ModelSpec spec, long seed) {
        AxesData data = new AxesData(spec);
        SplittableRandom random = new SplittableRandom(seed);
        for (Axis axis : data.graph.axes()) {
            if (axis.isTree()) {
                data.putTrees(axis, RandomShapes.of(data.steps(axis), data.batch, data.isSided(), random));
                continue;
            }
            data.lengths.put(
                    axis, random.ints(data.batch, 0, data.steps(axis) + 1).toArray());
        }
        data.graph.nodes().forEach(node -> {
            if (node.op() instanceof Op.AtNodes at) {
                data.lengths.put(at.places().steps(), data.standing(at.places()));
            }
        });
        data.graph.targets().forEach(target -> data.targets.add(data.numbers(target, random)));
        data.graph
                .inputs()
                .forEach(input -> data.inputs.add(
                        input.fedBack().map(data::before).orElseGet(() -> data.numbers(input, random))));
        return data;
    }

    /** How many nodes of each tree stand for steps: all, or those that are nobody's parent. */
    private int[] standing(NodeSteps places) {
        int nodes = steps(places.tree());
        int[] shapes = trees.get(places.tree());
        return IntStream.range(0, batch)
                .map(tree -> (int) IntStream.range(0, lengths.get(places.tree())[tree])
                        .filter(node -> !places.leaves() || isLeaf(shapes, nodes, node, tree))
                        .count())
                .toArray();
    }

    private boolean isLeaf(int[] shapes, int nodes, int node, int tree) {
        if (shapes.length == 2 * nodes * batch) {
            return shapes[node * batch + tree] < 0 && shapes[(nodes + node) * batch + tree] < 0;
        }
        return IntStream.range(0, nodes).noneMatch(child -> shapes[child * batch + tree] == node);
    }

    private void putTrees(Axis axis, int[] shapes) {
        trees.put(axis, shapes);
        lengths.put(
                axis,
                IntStream.range(0, batch)
                        .map(tree -> Trees.length(shapes, steps(axis), batch, tree))
                        .toArray());
    }

    private boolean isSided() {
        return graph.nodes().stream()
                .anyMatch(node -> node.op() instanceof Op.Previous previous
                        && (previous.link() == Relation.Link.LEFT || previous.link() == Relation.Link.RIGHT));
    }

    /** How long the sequences are, or what the trees look like: as predictors are told. */
    int[] along(Axis axis) {
        return trees.getOrDefault(axis, lengths.get(axis));
    }

    int steps(Axis axis) {
        return spec.training().window(axis).steps();
    }

    int[] lengths(Axis axis) {
        return lengths.get(axis);
    }

    private int rows(Graph.Data data) {
        return data.domain().axis().map(this::steps).orElse(1) * batch;
    }

    private static int width(Graph.Data data) {
        return data.shape() instanceof Shape.Vector vector ? vector.size() : 1;
    }

    private double[] numbers(Graph.Data data, SplittableRandom random) {
        return data.shape() instanceof Shape.Token token
                ? random.ints(rows(data), 0, token.count()).asDoubleStream().toArray()
                : random.doubles((long) rows(data) * width(data), -1, 1)
                        .map(x -> (float) x)
                        .toArray();
    }

    /** The target's tokens a step later. */
    private double[] before(Graph.FedBack fed) {
        int index = 0;
        while (!graph.targets().get(index).name().equals(fed.output())) {
            index++;
        }
        double[] target = targets.get(index);
        double[] before = new double[target.length];
        Arrays.fill(before, 0, batch, fed.start());
        System.arraycopy(target, 0, before, batch, target.length - batch);
        return before;
    }

    /** One of the sequences, as the data of a model that has a batch of one. */
    AxesData alone(ModelSpec single, int sequence) {
        AxesData data = new AxesData(single);
        lengths.forEach((axis, all) -> data.lengths.put(axis, new int[] {all[sequence]}));
        trees.forEach((axis, all) -> data.putTrees(axis, ofColumn(sequence, all)));
        for (int i = 0; i < inputs.size(); i++) {
            data.inputs.add(of(sequence, inputs.get(i), graph.inputs().get(i)));
        }
        for (int i = 0; i < targets.size(); i++) {
            data.targets.add(of(sequence, targets.get(i), graph.targets().get(i)));
        }
        return data;
    }

    private int[] ofColumn(int column, int[] all) {
        return IntStream.range(0, all.length / batch)
                .map(row -> all[row * batch + column])
                .toArray();
    }

    private double[] of(int sequence, double[] all, Graph.Data data) {
        return of(sequence, all, width(data));
    }

    /** What of numbers {@code [steps][batch][width]} is one sequence's. */
    double[] of(int sequence, double[] all, int width) {
        int steps = all.length / batch / width;
        double[] own = new double[steps * width];
        for (int step = 0; step < steps; step++) {
            System.arraycopy(all, (step * batch + sequence) * width, own, step * width, width);
        }
        return own;
    }

    /** As a trainer takes them. */
    Batch batch(Model model) {
        Batch result = new Batch(model.info());
        for (int i = 0; i < inputs.size(); i++) {
            Graph.Data input = graph.inputs().get(i);
            if (input.fedBack().isEmpty()) {
                result.input(input.name(), array(inputs.get(i), input));
            }
        }
        for (int i = 0; i < targets.size(); i++) {
            result.target(
                    graph.targets().get(i).name(),
                    array(targets.get(i), graph.targets().get(i)));
        }
        lengths.forEach((axis, all) -> {
            if (axis.isTree()) {
                result.trees(axis.name(), trees.get(axis));
            } else {
                result.lengths(axis.name(), all);
            }
        });
        return result;
    }

    /** As a predictor takes them: those that are fed back last. */
    Object[] inputs() {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            all.add(array(inputs.get(i), graph.inputs().get(i)));
        }
        return all.toArray();
    }

    /** What a sequence begins with that is written along an axis: all inputs but those at its steps, at their lengths. */
    Object[] start(int sequence, Axis written) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Graph.Data input = graph.inputs().get(i);
            if (!input.domain().equals(Domain.step(written))) {
                double[] own = of(sequence, inputs.get(i), input);
                int length = input.domain()
                        .axis()
                        .map(axis -> lengths(axis)[sequence])
                        .orElse(1);
                all.add(array(Arrays.copyOf(own, length * width(input)), input));
            }
        }
        return all.toArray();
    }

    /** The inputs at a step of one sequence. */
    Object[] step(int sequence, int step, Axis written) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Graph.Data input = graph.inputs().get(i);
            if (input.domain().equals(Domain.step(written))) {
                double[] own = of(sequence, inputs.get(i), input);
                int width = width(input);
                all.add(array(Arrays.copyOfRange(own, step * width, (step + 1) * width), input));
            }
        }
        return all.toArray();
    }

    private Object array(double[] values, Graph.Data data) {
        if (data.shape() instanceof Shape.Token) {
            return Arrays.stream(values).mapToInt(x -> (int) x).toArray();
        }
        return array(values);
    }

    Object array(double[] values) {
        if (spec.precision() == ModelSpec.Precision.DOUBLE) {
            return values;
        }
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    /** Gives an interpreter all this, and the numbers that {@code model} has now. */
    GraphInterpreter fill(GraphInterpreter interpreter, Model model, long update) {
        lengths.forEach(interpreter::setLengths);
        trees.forEach(interpreter::setTrees);
        for (int i = 0; i < inputs.size(); i++) {
            interpreter.setInput(i, inputs.get(i));
        }
        for (int i = 0; i < targets.size(); i++) {
            interpreter.setTarget(i, targets.get(i));
        }
        graph.parameters()
                .forEach(parameter -> interpreter.setParameter(parameter.index(), part(model.parameters(), parameter)));
        graph.states().stream()
                .filter(state -> state.start().isEmpty())
                .map(State::index)
                .forEach(state -> interpreter.setInitial(
                        state, new double[batch * graph.states().get(state).size()]));
        interpreter.setMasks(ReferenceMasks.of(spec.training().seed(), update, batch));
        return interpreter;
    }

    /** What of the tensors belongs to a parameter, which may be stacked with others. */
    double[] part(List<Tensor> tensors, Parameter parameter) {
        int offset = graph.parameters().stream()
                .filter(p -> p.index() < parameter.index() && p.tensorName().equals(parameter.tensorName()))
                .mapToInt(p -> (int) p.shape().elements())
                .sum();
        double[] whole =
                ModelRun.tensor(tensors, parameter.tensorName()).orElseThrow().toArray();
        return Arrays.copyOfRange(
                whole, offset, offset + (int) parameter.shape().elements());
    }
}
