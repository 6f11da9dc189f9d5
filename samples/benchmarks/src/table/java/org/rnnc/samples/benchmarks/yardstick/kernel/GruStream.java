// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.H;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.I;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.K;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;

import org.rnnc.samples.benchmarks.workload.Numbers;
import org.rnnc.samples.benchmarks.workload.Timed;

/** Steps of {@code gru}, one sequence. */
public final class GruStream implements Timed {
    private static final int INPUTS = 64;
    private static final int STEPS_TO_CHECK = 4;

    private final StreamForm form;
    private final float[] logical = Numbers.weights(3 * H * K, 2);
    private final float[] logicalBias = Numbers.weights(4 * H, 3);
    private final float[] w;
    private final float[] b = Panels.ofBias(logicalBias, 4);
    private final float[][] x = Numbers.normal(INPUTS, I);
    private final float[] xh = new float[K];
    private final float[] p = new float[4 * H];
    private final float[] h = new float[H];
    private final float[] y = new float[H];
    private boolean back;

    /**
     * Checked against a loop before it is used.
     *
     * @param form one of those that fit the number of units
     */
    public GruStream(StreamForm form) {
        this.form = form;
        w = Panels.ofStep(logical, 3, form.blocks());
        check();
    }

    @Override
    public void run(int calls) {
        for (int i = 0; i < calls; i++) {
            step(x[i % INPUTS]);
        }
    }

    private void step(float[] input) {
        System.arraycopy(input, 0, xh, 0, I);
        switch (form) {
            case FUSED -> fused();
            case ONE_BLOCK -> oneBlock();
            case TWO_BLOCKS -> forward();
            case BY_TURNS -> byTurns();
        }
        System.arraycopy(h, 0, xh, I, H);
        System.arraycopy(h, 0, y, 0, H);
    }

    private void fused() {
        for (int unit = 0; unit < H; unit += L) {
            GruFused.step(w, 3 * unit * K, b, unit, xh, h);
        }
    }

    private void oneBlock() {
        for (int unit = 0; unit < H; unit += L) {
            GruKernels.gates3(w, 3 * unit * K, b, unit, xh, p);
        }
        activate();
    }

    private void forward() {
        for (int unit = 0; unit < H; unit += 2 * L) {
            GruKernels.gates6(w, 3 * unit * K, b, unit, xh, p);
        }
        activate();
    }

    /** What was read last is still in the cache. */
    private void byTurns() {
        back = !back;
        if (back) {
            for (int unit = H - 2 * L; unit >= 0; unit -= 2 * L) {
                GruKernels.gates6(w, 3 * unit * K, b, unit, xh, p);
            }
            activate();
        } else {
            forward();
        }
    }

    private void activate() {
        for (int unit = 0; unit < H; unit += L) {
            GruKernels.activate(p, unit, xh, I, h, 0);
        }
    }

    private void check() {
        double[] state = new double[K];
        for (int i = 0; i < STEPS_TO_CHECK; i++) {
            for (int k = 0; k < I; k++) {
                state[k] = x[i][k];
            }
            Scalar.gru(logical, logicalBias, state);
            step(x[i]);
            for (int unit = 0; unit < H; unit++) {
                Scalar.agree(form + ", unit " + unit, state[I + unit], h[unit]);
            }
        }
    }
}
