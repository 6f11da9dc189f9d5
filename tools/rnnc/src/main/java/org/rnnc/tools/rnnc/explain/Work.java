// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.explain;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/**
 * How much is computed and touched.
 *
 * @param flops floating-point operations: a fused multiply-add is two, a function such as tanh one
 * @param weightBytes of matrices that are read or written, each time
 * @param valueBytes of all else that is read or written, each time
 */
record Work(long flops, long weightBytes, long valueBytes) {
    static final Work NONE = new Work(0, 0, 0);

    Work plus(Work other) {
        return new Work(flops + other.flops, weightBytes + other.weightBytes, valueBytes + other.valueBytes);
    }

    long bytes() {
        return weightBytes + valueBytes;
    }

    /**
     * Of some stages of a program.
     *
     * @param steps of each sequence, along each axis
     * @param batch sequences
     * @param size bytes of a number
     */
    static Work of(List<Stage> stages, ToIntFunction<Axis> steps, int batch, int size) {
        Work sum = NONE;
        for (Stage stage : stages) {
            for (Kernel kernel : stage.kernels()) {
                sum = sum.plus(of(kernel, steps, batch, size));
            }
        }
        return sum;
    }

    static Work of(Kernel kernel, ToIntFunction<Axis> steps, int batch, int size) {
        long flops = 0;
        long weights = 0;
        for (Node node : kernel.nodes()) {
            long rows = rows(node, steps, batch);
            flops += rows * flops(node);
            weights += rows * size * weights(node);
        }
        long values = 0;
        long rows = kernel.nodes().stream()
                .mapToLong(node -> rows(node, steps, batch))
                .max()
                .orElse(1);
        for (Node input : kernel.inputs()) {
            values +=
                    input.isMatrix() ? 0 : size * input.shape().elements() * Math.min(rows, rows(input, steps, batch));
        }
        for (Node node : kernel.nodes()) {
            values += node.isMatrix() ? 0 : size * node.shape().elements() * rows(node.domain(), steps, batch);
        }
        return new Work(flops, weights, values);
    }

    /** How often it is done: what sums over steps works at each of them. */
    private static long rows(Node node, ToIntFunction<Axis> steps, int batch) {
        long own = rows(node.domain(), steps, batch);
        boolean sums = node.op() instanceof Op.MatrixGradient || node.op() instanceof Op.OverSteps;
        return sums ? Math.max(own, rows(node.input(0).domain(), steps, batch)) : own;
    }

    /** What of it is done for each step of two axes. */
    static Work atPairs(List<Stage> stages, ToIntFunction<Axis> steps, int batch, int size) {
        Work sum = NONE;
        for (Stage stage : stages) {
            for (Kernel kernel : stage.kernels()) {
                boolean pairs = kernel.nodes().stream()
                        .anyMatch(node -> node.domain().isPair()
                                || node.inputs().stream()
                                        .anyMatch(input -> input.domain().isPair()));
                sum = pairs ? sum.plus(of(kernel, steps, batch, size)) : sum;
            }
        }
        return sum;
    }

    private static long rows(Domain domain, ToIntFunction<Axis> steps, int batch) {
        Optional<Axis> axis = domain.axis();
        if (domain instanceof Domain.Pair pair) {
            return (long) steps.applyAsInt(pair.along()) * steps.applyAsInt(pair.over()) * batch;
        }
        if (domain.tokens().isPresent()) {
            return domain.tokens().getAsInt();
        }
        return domain.isOnce() ? 1 : axis.isPresent() ? (long) steps.applyAsInt(axis.get()) * batch : batch;
    }

    private static long weights(Node node) {
        if (node.op() instanceof Op.Lookup || node.op() instanceof Op.Scatter) {
            return vector(node);
        }
        if (node.op() instanceof Op.MatrixProduct) {
            return node.input(0).shape().elements();
        }
        return node.isMatrix() ? node.shape().elements() : 0;
    }

    /** Elements of a row or a column, where a token chooses one. */
    private static long vector(Node node) {
        return node.op() instanceof Op.Scatter
                ? node.input(0).shape().elements()
                : node.shape().elements();
    }

    private static long flops(Node node) {
        return node.op().accept(new Flops(node));
    }

    /** Of one row. */
    private record Flops(Node node) implements Op.Visitor<Long> {
        private long elements() {
            return node.shape().elements();
        }

        private long operand() {
            return node.input(0).shape().elements();
        }

        @Override
        public Long source(Op.Source op) {
            return 0L;
        }

        @Override
        public Long scalar(Op.Scalar op) {
            return 0L;
        }

        @Override
        public Long product(Op.MatrixProduct op) {
            boolean starts = node.inputs().size() > 2;
            return op instanceof Op.Lookup ? (starts ? elements() : 0) : 2 * operand();
        }

        @Override
        public Long gradient(Op.MatrixGradient op) {
            return op instanceof Op.Scatter ? operand() : 2 * elements();
        }

        @Override
        public Long elementwise(Op.Elementwise op) {
            return op instanceof Op.Broadcast ? 0 : op instanceof Op.MultiplyAdd ? 2 * elements() : elements();
        }

        @Override
        public Long ofLogits(Op.OfLogits op) {
            // The largest, its distance, the power, their sum, the quotient.
            return 5 * operand();
        }

        @Override
        public Long reduction(Op.Reduction op) {
            return op instanceof Op.Sum ? operand() : 2 * operand();
        }

        @Override
        public Long assembly(Op.Assembly op) {
            return 0L;
        }

        @Override
        public Long view(Op.View op) {
            return 0L;
        }

        @Override
        public Long overSteps(Op.OverSteps op) {
            if (op instanceof Op.SoftmaxPairs) {
                return 5 * operand();
            }
            boolean weighed = op instanceof Op.SumPairs && node.inputs().size() == 2;
            return weighed ? 2 * node.input(1).shape().elements() : operand();
        }
    }

    /** What a number of a shape takes, in words. */
    static String shape(Shape shape) {
        return shape instanceof Shape.Matrix matrix
                ? matrix.rows() + " x " + matrix.columns()
                : shape instanceof Shape.Token token ? "token of " + token.count() : String.valueOf(shape.elements());
    }
}
