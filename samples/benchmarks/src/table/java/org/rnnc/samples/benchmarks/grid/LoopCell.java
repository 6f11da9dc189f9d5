// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.grid;

/**
 * What a cell does with its pre-activations, in the loops one writes by hand; PyTorch's definitions. Gates lie one after
 * the other, {@code [gate][hidden]}.
 */
enum LoopCell {
    RNN(1) {
        @Override
        void forward(LoopStep step, LoopStep before) {
            for (int i = 0; i < step.hidden; i++) {
                step.h[i] = (float) Math.tanh(step.fromInput[i] + step.fromState[i]);
            }
        }

        @Override
        void backward(LoopStep step, LoopStep before, LoopStep.Adjoints d) {
            for (int i = 0; i < step.hidden; i++) {
                d.fromInput[i] = (1 - step.h[i] * step.h[i]) * d.h[i];
                d.fromState[i] = d.fromInput[i];
                d.direct[i] = 0;
            }
        }
    },

    GRU(3) {
        @Override
        void forward(LoopStep step, LoopStep before) {
            int n = step.hidden;
            for (int i = 0; i < n; i++) {
                float r = sigmoid(step.fromInput[i] + step.fromState[i]);
                float z = sigmoid(step.fromInput[i + n] + step.fromState[i + n]);
                float candidate = (float) Math.tanh(step.fromInput[i + 2 * n] + r * step.fromState[i + 2 * n]);
                step.gates[i] = r;
                step.gates[i + n] = z;
                step.gates[i + 2 * n] = candidate;
                step.h[i] = (1 - z) * candidate + z * before.h[i];
            }
        }

        @Override
        void backward(LoopStep step, LoopStep before, LoopStep.Adjoints d) {
            int n = step.hidden;
            for (int i = 0; i < n; i++) {
                float r = step.gates[i];
                float z = step.gates[i + n];
                float candidate = step.gates[i + 2 * n];
                float dCandidate = d.h[i] * (1 - z) * (1 - candidate * candidate);
                d.fromInput[i + 2 * n] = dCandidate;
                d.fromState[i + 2 * n] = dCandidate * r;
                d.fromInput[i] = dCandidate * step.fromState[i + 2 * n] * r * (1 - r);
                d.fromState[i] = d.fromInput[i];
                d.fromInput[i + n] = d.h[i] * (before.h[i] - candidate) * z * (1 - z);
                d.fromState[i + n] = d.fromInput[i + n];
                d.direct[i] = d.h[i] * z;
            }
        }
    },

    LSTM(4) {
        @Override
        void forward(LoopStep step, LoopStep before) {
            int n = step.hidden;
            for (int k = 0; k < n; k++) {
                float i = sigmoid(step.fromInput[k] + step.fromState[k]);
                float f = sigmoid(step.fromInput[k + n] + step.fromState[k + n]);
                float g = (float) Math.tanh(step.fromInput[k + 2 * n] + step.fromState[k + 2 * n]);
                float o = sigmoid(step.fromInput[k + 3 * n] + step.fromState[k + 3 * n]);
                step.gates[k] = i;
                step.gates[k + n] = f;
                step.gates[k + 2 * n] = g;
                step.gates[k + 3 * n] = o;
                step.c[k] = f * before.c[k] + i * g;
                step.tanhOfC[k] = (float) Math.tanh(step.c[k]);
                step.h[k] = o * step.tanhOfC[k];
            }
        }

        @Override
        void backward(LoopStep step, LoopStep before, LoopStep.Adjoints d) {
            int n = step.hidden;
            for (int k = 0; k < n; k++) {
                float i = step.gates[k];
                float f = step.gates[k + n];
                float g = step.gates[k + 2 * n];
                float o = step.gates[k + 3 * n];
                float dc = d.c[k] + d.h[k] * o * (1 - step.tanhOfC[k] * step.tanhOfC[k]);
                d.fromInput[k] = dc * g * i * (1 - i);
                d.fromInput[k + n] = dc * before.c[k] * f * (1 - f);
                d.fromInput[k + 2 * n] = dc * i * (1 - g * g);
                d.fromInput[k + 3 * n] = d.h[k] * step.tanhOfC[k] * o * (1 - o);
                d.c[k] = dc * f;
                d.direct[k] = 0;
            }
            System.arraycopy(d.fromInput, 0, d.fromState, 0, 4 * n);
        }
    };

    private final int gates;

    LoopCell(int gates) {
        this.gates = gates;
    }

    int gates() {
        return gates;
    }

    private static float sigmoid(float x) {
        return 1 / (1 + (float) Math.exp(-x));
    }

    /** From the pre-activations of {@code step} to its state. */
    abstract void forward(LoopStep step, LoopStep before);

    /** From the adjoints of the state to those of the pre-activations, and of what of the state before is used directly. */
    abstract void backward(LoopStep step, LoopStep before, LoopStep.Adjoints d);
}
