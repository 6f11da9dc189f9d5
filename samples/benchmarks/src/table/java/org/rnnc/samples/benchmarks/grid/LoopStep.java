// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.grid;

/** What one step of one sequence computes, and keeps for the way back. */
final class LoopStep {
    final int hidden;
    final float[] fromInput;
    final float[] fromState;
    final float[] gates;
    final float[] h;
    final float[] c;
    final float[] tanhOfC;
    final float[] probabilities;

    LoopStep(LoopCell cell, int hidden, int tokens) {
        this.hidden = hidden;
        this.fromInput = new float[cell.gates() * hidden];
        this.fromState = new float[cell.gates() * hidden];
        this.gates = new float[cell.gates() * hidden];
        this.h = new float[hidden];
        this.c = new float[hidden];
        this.tanhOfC = new float[hidden];
        this.probabilities = new float[tokens];
    }

    /** The adjoints of one step; those of the states are carried to the step before. */
    static final class Adjoints {
        final float[] fromInput;
        final float[] fromState;
        final float[] h;
        final float[] c;
        /** What the state before gets besides what goes through matrices. */
        final float[] direct;

        final float[] y;

        Adjoints(LoopCell cell, int hidden, int tokens) {
            this.fromInput = new float[cell.gates() * hidden];
            this.fromState = new float[cell.gates() * hidden];
            this.h = new float[hidden];
            this.c = new float[hidden];
            this.direct = new float[hidden];
            this.y = new float[tokens];
        }
    }
}
