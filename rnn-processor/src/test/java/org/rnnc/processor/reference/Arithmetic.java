// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.UnaryFunction;

/**
 * The operations that need nothing but their operands: what {@link Op} says, in the shortest loops, with the functions
 * of {@link Math} and sums in rising order. The compiler sums in other orders and fuses, so results differ from its own
 * by rounding (about 1e-15 relative to the largest term), and are compared with a tolerance.
 *
 * <p>A matrix is row-major, a token one number.
 */
abstract class Arithmetic
        implements Op.Visitor<double[]>,
                Cases.Scalar<double[]>,
                Cases.MatrixProduct<double[]>,
                Cases.Elementwise<double[]>,
                Cases.OfLogits<double[]>,
                Cases.Reduction<double[]>,
                Cases.Assembly<double[]>,
                Cases.View<double[]> {
    final Node node;
    final double[][] operands;

    Arithmetic(Node node, double[][] operands) {
        this.node = node;
        this.operands = operands;
    }

    @Override
    public double[] scalar(Op.Scalar op) {
        return op.match(this);
    }

    @Override
    public double[] constant(Op.Constant op) {
        return new double[] {op.value()};
    }

    @Override
    public double[] product(Op.MatrixProduct op) {
        return op.match(this);
    }

    @Override
    public double[] product(Op.Product op) {
        return product(node, op.transposed(), operands);
    }

    @Override
    public double[] lookup(Op.Lookup op) {
        return lookup(node, op.row(), operands);
    }

    @Override
    public double[] elementwise(Op.Elementwise op) {
        return op.match(this);
    }

    @Override
    public double[] unary(Op.Unary op) {
        return map(operands[0], x -> apply(op.function(), x));
    }

    @Override
    public double[] binary(Op.Binary op) {
        return binary(node, op.function(), operands[0], operands[1]);
    }

    @Override
    public double[] multiplyAdd(Op.MultiplyAdd op) {
        return multiplyAdd(node, op.negated(), operands[0], operands[1], operands[2]);
    }

    @Override
    public double[] broadcast(Op.Broadcast op) {
        double[] result = new double[node.size()];
        Arrays.setAll(result, i -> at(operands[0], i));
        return result;
    }

    @Override
    public double[] ofLogits(Op.OfLogits op) {
        return op.match(this);
    }

    @Override
    public double[] softmax(Op.Softmax op) {
        double logSum = logSumExp(operands[0]);
        return map(operands[0], x -> Math.exp(x - logSum));
    }

    @Override
    public double[] logSoftmax(Op.LogSoftmax op) {
        double logSum = logSumExp(operands[0]);
        return map(operands[0], x -> x - logSum);
    }

    @Override
    public double[] crossEntropy(Op.CrossEntropy op) {
        return new double[] {logSumExp(operands[0]) - operands[0][(int) operands[1][0]]};
    }

    @Override
    public double[] reduction(Op.Reduction op) {
        return op.match(this);
    }

    @Override
    public double[] sum(Op.Sum op) {
        return new double[] {Arrays.stream(operands[0]).sum()};
    }

    @Override
    public double[] dot(Op.Dot op) {
        return new double[] {dot(operands[0], operands[1])};
    }

    @Override
    public double[] likeliest(Op.Likeliest op) {
        return isOwn(op) ? new double[] {firstLargest(operands[0])} : operands[1];
    }

    /** Whether a token is the model's own here. */
    abstract boolean isOwn(Op.Likeliest op);

    private static int firstLargest(double[] values) {
        double largest = Arrays.stream(values).max().orElseThrow();
        return IntStream.range(0, values.length)
                .filter(i -> values[i] == largest)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public double[] magnitude(Op.Magnitude op) {
        DoubleUnaryOperator part = x -> op.squared() ? x * x : Math.abs(x);
        return new double[] {Arrays.stream(operands[0]).map(part).sum()};
    }

    @Override
    public double[] assembly(Op.Assembly op) {
        return op.match(this);
    }

    /** The last operand chooses one of the others. */
    @Override
    public double[] ofToken(Op.OfToken op) {
        return operands[(int) operands[operands.length - 1][0]];
    }

    @Override
    public double[] concat(Op.Concat op) {
        return Arrays.stream(operands).flatMapToDouble(Arrays::stream).toArray();
    }

    @Override
    public double[] pad(Op.Pad op) {
        double[] result = new double[op.size()];
        System.arraycopy(operands[0], 0, result, op.offset(), operands[0].length);
        return result;
    }

    @Override
    public double[] oneHot(Op.OneHot op) {
        double[] result = new double[node.size()];
        result[(int) operands[0][0]] = 1;
        return result;
    }

    @Override
    public double[] view(Op.View op) {
        return op.match(this);
    }

    @Override
    public double[] slice(Op.Slice op) {
        return Arrays.copyOfRange(operands[0], op.offset(), op.offset() + op.size());
    }

    private static double[] product(Node node, boolean transposed, double[][] operands) {
        Shape.Matrix shape = node.input(0).matrix();
        double[] matrix = operands[0];
        double[] result = start(node, operands);
        for (int row = 0; row < shape.rows(); row++) {
            for (int column = 0; column < shape.columns(); column++) {
                double weight = matrix[row * shape.columns() + column];
                if (transposed) {
                    result[column] += weight * operands[1][row];
                } else {
                    result[row] += weight * operands[1][column];
                }
            }
        }
        return result;
    }

    private static double[] lookup(Node node, boolean row, double[][] operands) {
        int columns = node.input(0).matrix().columns();
        int token = (int) operands[1][0];
        double[] result = start(node, operands);
        for (int i = 0; i < result.length; i++) {
            result[i] += row ? operands[0][token * columns + i] : operands[0][i * columns + token];
        }
        return result;
    }

    private static double[] start(Node node, double[][] operands) {
        return operands.length == 3 ? operands[2].clone() : new double[node.size()];
    }

    /** Adds all {@code d[i] * x[j]} to the row-major {@code sum}. */
    static void addOuter(double[] sum, double[] d, double[] x) {
        for (int i = 0; i < d.length; i++) {
            for (int j = 0; j < x.length; j++) {
                sum[i * x.length + j] += d[i] * x[j];
            }
        }
    }

    /** Adds {@code d} to the token's row of the row-major {@code sum}, or to its column. */
    static void addScatter(double[] sum, boolean row, double[] d, int token) {
        int count = sum.length / d.length;
        for (int i = 0; i < d.length; i++) {
            sum[row ? token * d.length + i : i * count + token] += d[i];
        }
    }

    private static double[] binary(Node node, BinaryFunction function, double[] a, double[] b) {
        double[] result = new double[(int) node.shape().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = apply(function, at(a, i), at(b, i));
        }
        return result;
    }

    private static double[] multiplyAdd(Node node, boolean negated, double[] a, double[] b, double[] c) {
        double[] result = new double[(int) node.shape().elements()];
        for (int i = 0; i < result.length; i++) {
            double product = at(a, i) * at(b, i);
            result[i] = negated ? at(c, i) - product : at(c, i) + product;
        }
        return result;
    }

    /** A scalar spreads. */
    private static double at(double[] operand, int index) {
        return operand.length == 1 ? operand[0] : operand[index];
    }

    private static double apply(UnaryFunction function, double x) {
        return switch (function) {
            case NEGATE -> -x;
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case RELU -> Math.max(0, x);
            case BELOW_ZERO -> x < 0 ? x : 0;
            case ERF -> erf(x);
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case SQRT -> Math.sqrt(x);
            case ABS -> Math.abs(x);
            case SOFTPLUS -> Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
            case SIGN -> Math.signum(x);
            case POSITIVE -> x > 0 ? 1 : 0;
        };
    }

    private static double apply(BinaryFunction function, double x, double y) {
        return switch (function) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            case MINIMUM -> Math.min(x, y);
            case MAXIMUM -> Math.max(x, y);
            case UNLESS_ZERO -> x == 0 ? 0 : y;
        };
    }

    /** By Simpson's rule on its integral, which is tame; no formula of the compiler's. */
    private static double erf(double x) {
        double bounded = Math.max(-6, Math.min(6, x));
        int parts = 2000;
        double step = bounded / parts;
        double sum = 1 + Math.exp(-bounded * bounded);
        for (int i = 1; i < parts; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * Math.exp(-(i * step) * (i * step));
        }
        return 2 / Math.sqrt(Math.PI) * sum * step / 3;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double logSumExp(double[] x) {
        double largest = Arrays.stream(x).max().orElseThrow();
        return largest
                + Math.log(Arrays.stream(x).map(v -> Math.exp(v - largest)).sum());
    }

    private static double[] map(double[] x, DoubleUnaryOperator function) {
        return Arrays.stream(x).map(function).toArray();
    }
}
