// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/** For each family of operations one method for each of its members. None has a default: so none can be forgotten. */
public interface Cases {
    /** {@link Op.Source}. */
    interface Source<R> {
        R input(Op.Input op);

        R target(Op.Target op);

        R parameter(Op.Parameter op);

        R initial(Op.Initial op);

        R previous(Op.Previous op);

        R mask(Op.Mask op);

        R eachToken(Op.EachToken op);
    }

    /** {@link Op.Scalar}. */
    interface Scalar<R> {
        R constant(Op.Constant op);

        R stepCount(Op.StepCount op);
    }

    /** {@link Op.MatrixProduct}. */
    interface MatrixProduct<R> {
        R product(Op.Product op);

        R lookup(Op.Lookup op);
    }

    /** {@link Op.MatrixGradient}. */
    interface MatrixGradient<R> {
        R outer(Op.Outer op);

        R scatter(Op.Scatter op);
    }

    /** {@link Op.Elementwise}. */
    interface Elementwise<R> {
        R unary(Op.Unary op);

        R binary(Op.Binary op);

        R multiplyAdd(Op.MultiplyAdd op);

        R broadcast(Op.Broadcast op);
    }

    /** {@link Op.OfLogits}. */
    interface OfLogits<R> {
        R softmax(Op.Softmax op);

        R logSoftmax(Op.LogSoftmax op);

        R crossEntropy(Op.CrossEntropy op);
    }

    /** {@link Op.Reduction}. */
    interface Reduction<R> {
        R sum(Op.Sum op);

        R dot(Op.Dot op);

        R magnitude(Op.Magnitude op);

        R likeliest(Op.Likeliest op);
    }

    /** {@link Op.Assembly}. */
    interface Assembly<R> {
        R concat(Op.Concat op);

        R pad(Op.Pad op);

        R oneHot(Op.OneHot op);

        R ofToken(Op.OfToken op);
    }

    /** {@link Op.View}. */
    interface View<R> {
        R slice(Op.Slice op);

        R selectStep(Op.SelectStep op);

        R scatterStep(Op.ScatterStep op);

        R ofEmpty(Op.OfEmpty op);

        R atPairs(Op.AtPairs op);

        R ofLeaves(Op.OfLeaves op);

        R atNodes(Op.AtNodes op);

        R ofNodes(Op.OfNodes op);
    }

    /** {@link Op.OverSteps}. */
    interface OverSteps<R> {
        R sumSteps(Op.SumSteps op);

        R maxSteps(Op.MaxSteps op);

        R sumPairs(Op.SumPairs op);

        R softmaxPairs(Op.SoftmaxPairs op);

        R sumChildren(Op.SumChildren op);

        R sumTokens(Op.SumTokens op);

        R sumAll(Op.SumAll op);
    }
}
