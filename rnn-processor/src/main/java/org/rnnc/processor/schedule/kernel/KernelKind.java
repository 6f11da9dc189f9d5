// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.kernel;

import org.rnnc.dsl.graph.Op;

/** By which kind of kernel an operation is computed, where it is computed at all. */
enum KernelKind {
    /** {@link Kernel.Products}, or {@link Kernel.Chain} for transposed matrices. */
    PRODUCT,
    /** {@link Kernel.Gradients}. */
    GRADIENT,
    /** {@link Kernel.Elementwise}. */
    ELEMENTWISE,
    /** {@link Kernel.Softmax}. */
    SOFTMAX,
    /** {@link Kernel.Standalone}. */
    SINGLE,
    /** Memory that is filled from outside. */
    NONE;

    private static final Op.Visitor<KernelKind> OF = new Choice();

    static KernelKind of(Op op) {
        return op.accept(OF);
    }

    private static final class Choice implements Op.Visitor<KernelKind> {
        @Override
        public KernelKind source(Op.Source op) {
            return NONE;
        }

        @Override
        public KernelKind scalar(Op.Scalar op) {
            return SINGLE;
        }

        @Override
        public KernelKind product(Op.MatrixProduct op) {
            return PRODUCT;
        }

        @Override
        public KernelKind gradient(Op.MatrixGradient op) {
            return GRADIENT;
        }

        @Override
        public KernelKind elementwise(Op.Elementwise op) {
            return ELEMENTWISE;
        }

        @Override
        public KernelKind ofLogits(Op.OfLogits op) {
            return SOFTMAX;
        }

        @Override
        public KernelKind reduction(Op.Reduction op) {
            return SINGLE;
        }

        @Override
        public KernelKind assembly(Op.Assembly op) {
            return SINGLE;
        }

        /** Mostly it is only looked at, see {@link Views}. */
        @Override
        public KernelKind view(Op.View op) {
            return SINGLE;
        }

        @Override
        public KernelKind overSteps(Op.OverSteps op) {
            return SINGLE;
        }
    }
}
