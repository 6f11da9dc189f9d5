// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;

/** Random vectors of a few units at most, away from poles, made of everything in {@link #pool}. */
final class RandomExpressions {
    /** What was there when the recorded results were made: one more would draw all graphs anew. */
    private static final List<UnaryFunction> UNARY = List.of(
            UnaryFunction.NEGATE,
            UnaryFunction.TANH,
            UnaryFunction.SIGMOID,
            UnaryFunction.RELU,
            UnaryFunction.EXP,
            UnaryFunction.LOG,
            UnaryFunction.SQRT,
            UnaryFunction.ABS,
            UnaryFunction.SOFTPLUS,
            UnaryFunction.SIGN,
            UnaryFunction.POSITIVE);

    private static final List<BinaryFunction> BINARY = List.of(
            BinaryFunction.ADD,
            BinaryFunction.SUBTRACT,
            BinaryFunction.MULTIPLY,
            BinaryFunction.DIVIDE,
            BinaryFunction.MINIMUM,
            BinaryFunction.MAXIMUM);

    private final SplittableRandom random;
    private final GraphBuilder graph;
    /** Values that may be used from here on: vectors and tokens. */
    final List<Node> pool = new ArrayList<>();

    final List<Parameter> parameters = new ArrayList<>();
    private final List<Node> matrices = new ArrayList<>();
    private String layer = "";
    private int masks;

    RandomExpressions(SplittableRandom random, GraphBuilder graph) {
        this.random = random;
        this.graph = graph;
    }

    /** Which layer new parameters belong to. */
    void enter(String layer) {
        this.layer = layer;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int size() {
        return chance(0.2) ? 1 : random.nextInt(2, 10);
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    Node parameter(Shape shape) {
        String name = "p" + parameters.size();
        parameters.add(
                new Parameter(parameters.size(), layer, name, name, shape, new Start(Start.Kind.NORMAL, 0.3, 0)));
        return graph.parameter(parameters.get(parameters.size() - 1));
    }

    /** A biased sum of products with one to three values of the pool, bounded by tanh or sigmoid; one per step. */
    Node neuron(int size) {
        List<Term> terms = new ArrayList<>();
        terms.add(matrixTimes(
                size, any(pool.stream().filter(v -> v.domain().isPerStep()).toList())));
        for (int i = random.nextInt(3); i > 0; i--) {
            terms.add(matrixTimes(size, chance(0.05) ? parameter(new Shape.Vector(size())) : any(pool)));
        }
        if (chance(0.7)) {
            terms.add(new Term.Value(chance(0.2), parameter(new Shape.Vector(chance(0.2) ? 1 : size))));
        }
        if (chance(0.3)) {
            terms.add(new Term.Times(chance(0.5), leaf(size), leaf(chance(0.3) ? 1 : size)));
        }
        return graph.unary(
                chance(0.5) ? UnaryFunction.TANH : UnaryFunction.SIGMOID,
                graph.broadcast(graph.sum(terms), new Shape.Vector(size), Domain.ONCE));
    }

    private Term matrixTimes(int size, Node operand) {
        boolean transposed = chance(0.3);
        int length = operand.shape() instanceof Shape.Token token ? token.count() : operand.size();
        Shape shape = transposed ? new Shape.Matrix(length, size) : new Shape.Matrix(size, length);
        List<Node> fitting =
                matrices.stream().filter(m -> m.shape().equals(shape)).toList();
        Node matrix = !fitting.isEmpty() && chance(0.4) ? any(fitting) : parameter(shape);
        matrices.add(matrix);
        Node used = chance(0.15) ? connected(matrix) : matrix;
        return new Term.Matrix(used, operand, transposed, chance(0.3));
    }

    /** Of any parameter. */
    Node penalty() {
        return graph.magnitude(graph.parameter(any(parameters)), chance(0.5));
    }

    Node vector(int size, int depth) {
        if (depth == 0) {
            return leaf(size);
        }
        return switch (random.nextInt(11)) {
            case 0, 1 -> neuron(size);
            case 2, 3 -> unary(vector(size, depth - 1));
            case 4, 5, 6 -> binary(size, depth - 1);
            case 7 ->
                graph.sum(List.of(
                        new Term.Value(chance(0.3), vector(size, depth - 1)),
                        new Term.Times(chance(0.5), vector(size, depth - 1), leaf(chance(0.3) ? 1 : size))));
            case 8 -> rearrange(size, depth - 1);
            case 9 -> masked(vector(size, depth - 1));
            default -> size == 1 ? reduce(depth - 1) : graph.softmax(vector(size, depth - 1));
        };
    }

    /** A value of that size out of the pool, if there is one; else a number or a parameter. */
    Node leaf(int size) {
        List<Node> fitting =
                pool.stream().filter(v -> v.isVector() && v.size() == size).toList();
        if (!fitting.isEmpty() && chance(0.8)) {
            return any(fitting);
        }
        List<Node> tokens = pool.stream()
                .filter(v -> v.shape() instanceof Shape.Token token && token.count() == size)
                .toList();
        if (!tokens.isEmpty() && chance(0.5)) {
            return graph.oneHot(any(tokens));
        }
        return chance(0.3)
                ? graph.broadcast(graph.constant(random.nextDouble(-1, 1)), new Shape.Vector(size), Domain.ONCE)
                : parameter(new Shape.Vector(size));
    }

    private Node unary(Node x) {
        Node tame = graph.unary(UnaryFunction.TANH, x);
        return switch (any(UNARY)) {
            case NEGATE -> graph.unary(UnaryFunction.NEGATE, x);
            case TANH -> tame;
            case SIGMOID -> graph.unary(UnaryFunction.SIGMOID, x);
            case RELU -> graph.unary(UnaryFunction.RELU, tame);
            case EXP -> graph.unary(UnaryFunction.EXP, tame);
            case EXPM1 -> graph.unary(UnaryFunction.EXPM1, tame);
            case LOG -> graph.unary(UnaryFunction.LOG, onePlusSquare(x));
            case SQRT -> graph.unary(UnaryFunction.SQRT, onePlusSquare(tame));
            case ABS -> graph.unary(UnaryFunction.ABS, tame);
            case SOFTPLUS -> graph.unary(UnaryFunction.SOFTPLUS, tame);
            case BELOW_ZERO, ERF -> graph.unary(UnaryFunction.ERF, x);
            case SIGN -> graph.multiply(graph.unary(UnaryFunction.SIGN, tame), tame);
            case POSITIVE -> graph.multiply(graph.unary(UnaryFunction.POSITIVE, tame), tame);
        };
    }

    private Node onePlusSquare(Node x) {
        return graph.sum(List.of(new Term.Value(false, graph.constant(1)), new Term.Times(false, x, x)));
    }

    private Node binary(int size, int depth) {
        Node a = vector(size, depth);
        Node b = vector(size > 1 && chance(0.25) ? 1 : size, depth);
        Node tame = graph.unary(UnaryFunction.TANH, b);
        BinaryFunction function = any(BINARY);
        return switch (function) {
            case MULTIPLY -> chance(0.5) ? graph.multiply(a, tame) : graph.multiply(tame, a);
            case DIVIDE -> graph.divide(a, onePlusSquare(b));
            case ADD, SUBTRACT, MINIMUM, MAXIMUM, UNLESS_ZERO ->
                chance(0.5) ? graph.binary(function, a, tame) : graph.binary(function, tame, a);
        };
    }

    /** With dropout, or where a mask is not zero another value. */
    private Node masked(Node x) {
        double probability = random.nextDouble(0.2, 0.9);
        double mean = chance(0.6) ? 1 : probability;
        Domain domain = x.domain().isPerStep() && chance(0.4) ? Domain.SEQUENCE : x.domain();
        Node mask = graph.mask(new Op.Mask(layer + ".mask" + masks++, probability, mean), x.shape(), domain);
        if (chance(0.6)) {
            return graph.multiply(x, mask);
        }
        Node other = graph.subtract(graph.constant(1), mask);
        return graph.sum(List.of(new Term.Times(false, mask, leaf(x.size())), new Term.Times(false, other, x)));
    }

    /** A part of a matrix; now and then a part of that. */
    private Node connected(Node matrix) {
        Op.Mask mask = new Op.Mask(layer + ".mask" + masks++, random.nextDouble(0.2, 0.9), 1);
        Node part = graph.multiply(matrix, graph.mask(mask, matrix.shape(), Domain.ONCE));
        return chance(0.2) ? connected(part) : part;
    }

    private Node rearrange(int size, int depth) {
        if (size > 1 && chance(0.5)) {
            int first = random.nextInt(1, size);
            return graph.concat(List.of(vector(first, depth), vector(size - first, depth)));
        }
        if (size > 1 && chance(0.4)) {
            int length = random.nextInt(1, size);
            return graph.pad(vector(length, depth), random.nextInt(size - length + 1), size);
        }
        int longer = size + random.nextInt(1, 5);
        return graph.slice(vector(longer, depth), random.nextInt(longer - size + 1), size);
    }

    private Node reduce(int depth) {
        int size = random.nextInt(2, 6);
        Node sum = chance(0.5)
                ? graph.sumElements(vector(size, depth))
                : graph.dot(vector(size, depth), vector(size, depth));
        return graph.unary(UnaryFunction.TANH, sum);
    }
}
