// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.Arrays;
import java.util.Map;
import org.rnnc.dsl.graph.Cases;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.reference.Window.Instance;

/** One value of a node: what comes from outside, from other steps and from all of them; the rest is {@link Arithmetic}. */
final class InstanceValue extends Arithmetic
        implements Cases.Source<double[]>, Cases.MatrixGradient<double[]>, Cases.OverSteps<double[]> {
    private final Window window;
    private final Map<Op, double[]> data;
    private final ReferenceMasks masks;
    private final Instance of;
    private final int size;

    /**
     * @param data by source
     * @param masks null for what is expected of them
     * @param operands the values of {@link Operands}
     */
    InstanceValue(Window window, Map<Op, double[]> data, ReferenceMasks masks, Instance of, double[][] operands) {
        super(of.node(), operands);
        this.window = window;
        this.data = data;
        this.masks = masks;
        this.of = of;
        this.size = (int) node.shape().elements();
    }

    // ---- from outside ----------------------------------------------------------------------------------------------

    @Override
    public double[] source(Op.Source op) {
        return op.match(this);
    }

    @Override
    public double[] input(Op.Input op) {
        return given(op);
    }

    @Override
    public double[] target(Op.Target op) {
        return given(op);
    }

    @Override
    public double[] parameter(Op.Parameter op) {
        return given(op);
    }

    @Override
    public double[] initial(Op.Initial op) {
        return data.containsKey(op) ? given(op) : new double[size];
    }

    private double[] given(Op.Source op) {
        double[] values = data.get(op);
        if (values == null) {
            throw new IllegalStateException("no data for " + node);
        }
        if (values.length != window.count(node.domain()) * size) {
            throw new IllegalStateException(
                    values.length + " numbers for " + node + ", of " + window.count(node.domain()));
        }
        int start = window.index(node.domain(), of.step(), of.sequence()) * size;
        double[] value = Arrays.copyOfRange(values, start, start + size);
        if (node.shape() instanceof Shape.Token token && !(value[0] >= 0 && value[0] < token.count())) {
            throw new IllegalStateException("token " + value[0] + " for " + node);
        }
        return value;
    }

    @Override
    public double[] mask(Op.Mask op) {
        if (masks == null) {
            double[] expected = new double[size];
            Arrays.fill(expected, op.mean());
            return expected;
        }
        return masks.values(op, node.shape(), node.domain(), of.step(), of.sequence());
    }

    @Override
    boolean isOwn(Op.Likeliest op) {
        return masks != null && of.step() > 0 && masks.isOwn(op, of.step(), of.sequence());
    }

    @Override
    public double[] stepCount(Op.StepCount op) {
        return new double[] {Math.max(1, window.places(Domain.step(op.axis())).size())};
    }

    @Override
    public double[] eachToken(Op.EachToken op) {
        return new double[] {of.step()};
    }

    // ---- from another step -----------------------------------------------------------------------------------------

    @Override
    public double[] previous(Op.Previous op) {
        return operandOrZeros();
    }

    /** Of an empty sequence it is a part of what the state starts from. */
    @Override
    public double[] selectStep(Op.SelectStep op) {
        if (operands.length > 0 && window.lengths(op.axis())[of.sequence()] == 0) {
            int offset = Window.offset(node);
            return Arrays.copyOfRange(operands[0], offset, offset + size);
        }
        return operandOrZeros();
    }

    @Override
    public double[] scatterStep(Op.ScatterStep op) {
        return operandOrZeros();
    }

    @Override
    public double[] ofEmpty(Op.OfEmpty op) {
        return operandOrZeros();
    }

    @Override
    public double[] atPairs(Op.AtPairs op) {
        return operands[0];
    }

    @Override
    public double[] ofLeaves(Op.OfLeaves op) {
        return operandOrZeros();
    }

    @Override
    public double[] atNodes(Op.AtNodes op) {
        return operandOrZeros();
    }

    @Override
    public double[] ofNodes(Op.OfNodes op) {
        return operands[0];
    }

    private double[] operandOrZeros() {
        return operands.length == 0 ? new double[size] : operands[0];
    }

    // ---- from all steps --------------------------------------------------------------------------------------------

    @Override
    public double[] overSteps(Op.OverSteps op) {
        return op.match(this);
    }

    @Override
    public double[] sumSteps(Op.SumSteps op) {
        return total();
    }

    @Override
    public double[] sumTokens(Op.SumTokens op) {
        double[] sum = new double[size];
        for (int i = 0; i < operands.length; i += 2) {
            if ((int) operands[i + 1][0] == of.step()) {
                double[] value = operands[i];
                Arrays.setAll(sum, j -> sum[j] + value[j]);
            }
        }
        return sum;
    }

    @Override
    public double[] sumAll(Op.SumAll op) {
        return node.inputs().size() == 1 ? total() : totalOfProducts();
    }

    @Override
    public double[] sumChildren(Op.SumChildren op) {
        return total();
    }

    private double[] total() {
        double[] sum = new double[size];
        for (double[] value : operands) {
            Arrays.setAll(sum, j -> sum[j] + value[j]);
        }
        return sum;
    }

    @Override
    public double[] maxSteps(Op.MaxSteps op) {
        double[] largest = operandOrZeros().clone();
        for (double[] value : operands) {
            Arrays.setAll(largest, j -> Math.max(largest[j], value[j]));
        }
        return largest;
    }

    @Override
    public double[] sumPairs(Op.SumPairs op) {
        return node.inputs().size() == 1 ? total() : totalOfProducts();
    }

    private double[] totalOfProducts() {
        double[] sum = new double[size];
        for (int i = 0; i < operands.length; i += 2) {
            double[] weight = operands[i];
            double[] value = operands[i + 1];
            Arrays.setAll(sum, j -> sum[j] + weight[weight.length == 1 ? 0 : j] * value[j]);
        }
        return sum;
    }

    @Override
    public double[] softmaxPairs(Op.SoftmaxPairs op) {
        double[] result = new double[size];
        for (int j = 0; j < size; j++) {
            double sum = 0;
            for (int i = 1; i < operands.length; i++) {
                sum += Math.exp(operands[i][j] - operands[0][j]);
            }
            result[j] = 1 / sum;
        }
        return result;
    }

    @Override
    public double[] gradient(Op.MatrixGradient op) {
        return op.match(this);
    }

    @Override
    public double[] outer(Op.Outer op) {
        return sumOf(Arithmetic::addOuter);
    }

    @Override
    public double[] scatter(Op.Scatter op) {
        return sumOf((sum, d, token) -> addScatter(sum, op.row(), d, (int) token[0]));
    }

    @FunctionalInterface
    private interface Addition {
        void add(double[] sum, double[] d, double[] x);
    }

    /** Over all pairs of operands, beginning at the one that is left, if there is one. */
    private double[] sumOf(Addition addition) {
        boolean started = node.inputs().size() == 3;
        double[] sum = started ? operands[operands.length - 1].clone() : new double[size];
        for (int i = 0; i + 2 <= operands.length; i += 2) {
            addition.add(sum, operands[i], operands[i + 1]);
        }
        return sum;
    }
}
