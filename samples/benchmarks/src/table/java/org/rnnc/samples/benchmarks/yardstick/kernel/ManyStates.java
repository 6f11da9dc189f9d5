// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.H;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.I;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.K;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;

import org.rnnc.samples.benchmarks.workload.Numbers;
import org.rnnc.samples.benchmarks.workload.Timed;

/** A step of many states of {@code lstm}, or of {@code gru}: weights are read once for 4 of them. */
public final class ManyStates implements Timed {
    private static final int STATES = 64;

    private final boolean gru;
    private final float[] logical;
    private final float[] logicalBias = Numbers.weights(4 * H, 3);
    private final float[] w;
    private final float[] b = Panels.ofBias(logicalBias, 4);
    private final float[][] x = Numbers.normal(STATES, I);
    private final float[][] xh = new float[STATES][K];
    private final float[][] p = new float[STATES][4 * H];
    private final float[][] c = new float[STATES][H];
    private final float[][] y = new float[STATES][H];

    /**
     * Checked against a loop before it is used.
     *
     * @param gru whether it is that, and not {@code lstm}
     */
    public ManyStates(boolean gru) {
        this.gru = gru;
        int gates = gru ? 3 : 4;
        logical = Numbers.weights(gates * H * K, 2);
        w = Panels.ofStep(logical, gates, 1);
        check();
    }

    @Override
    public void run(int calls) {
        for (int i = 0; i < calls; i++) {
            step();
        }
    }

    private void step() {
        for (int i = 0; i < STATES; i++) {
            System.arraycopy(x[i], 0, xh[i], 0, I);
        }
        if (gru) {
            stepGru();
        } else {
            stepLstm();
        }
        for (int i = 0; i < STATES; i++) {
            System.arraycopy(y[i], 0, xh[i], I, H);
        }
    }

    private void stepLstm() {
        for (int i = 0; i < STATES; i++) {
            System.arraycopy(b, 0, p[i], 0, 4 * H);
        }
        Product.add(xh, 0, w, p, STATES, K, 4 * H);
        for (int i = 0; i < STATES; i++) {
            for (int unit = 0; unit < H; unit += L) {
                LstmKernels.activate(p[i], unit, c[i], y[i], unit);
            }
        }
    }

    private void stepGru() {
        for (int unit = 0; unit < H; unit += L) {
            for (int i = 0; i < STATES; i += 4) {
                GruRows.gates(w, 3 * unit * K, b, unit, xh, p, i);
            }
        }
        for (int i = 0; i < STATES; i++) {
            for (int unit = 0; unit < H; unit += L) {
                GruKernels.activate(p[i], unit, xh[i], I, y[i], 0);
            }
        }
    }

    private void check() {
        step();
        for (int i = 0; i < STATES; i++) {
            double[] state = new double[K];
            for (int k = 0; k < I; k++) {
                state[k] = x[i][k];
            }
            if (gru) {
                Scalar.gru(logical, logicalBias, state);
            } else {
                Scalar.lstm(logical, logicalBias, state, new double[H]);
            }
            for (int unit = 0; unit < H; unit++) {
                Scalar.agree("state " + i + ", unit " + unit, state[I + unit], y[i][unit]);
            }
        }
    }
}
