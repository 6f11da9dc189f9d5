// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.generated;

import java.lang.System.Logger.Level;

/**
 * Finds out, once, whether {@link Math#fma} runs in hardware. Without it the JDK computes through {@code BigDecimal}:
 * the results are the same, but hundreds of times slower. Safe for all threads.
 */
public final class FusedMultiplyAdd {
    private static final int CALLS = 64;
    /** Interpreted with hardware a call takes some 50 ns; through BigDecimal, compiled, 300 and more. */
    private static final long FAST_NANOS = CALLS * 150L;
    /** A JVM whose interpreter has no fma of its own needs this long to compile the loop. */
    private static final long PATIENCE_NANOS = 40_000_000L;

    private static final boolean FAST = probe();

    private FusedMultiplyAdd() {}

    /**
     * Whether fused multiply-add is fast here. The first call probes, which takes microseconds, or up to 40 ms where it
     * is slow, and logs a warning in that case.
     *
     * @return false if results will be right but very slow
     */
    public static boolean isFast() {
        return FAST;
    }

    private static boolean probe() {
        long begin = System.nanoTime();
        do {
            if (measure() < FAST_NANOS) {
                return true;
            }
        } while (System.nanoTime() - begin < PATIENCE_NANOS);
        System.getLogger("org.rnnc.runtime")
                .log(
                        Level.WARNING,
                        "this processor or JVM has no fused multiply-add: networks give the right results, but run"
                                + " hundreds of times slower (it needs x86-64 with FMA3, or AArch64)");
        return false;
    }

    private static long measure() {
        double x = 1.1;
        float y = 1.1f;
        long begin = System.nanoTime();
        for (int i = 0; i < CALLS / 2; i++) {
            x = Math.fma(x, 0.7, 0.3);
            y = Math.fma(y, 0.7f, 0.3f);
        }
        long nanos = System.nanoTime() - begin;
        // The results must count for something, or a compiler may drop the loop.
        return x + y > 0 ? nanos : Long.MAX_VALUE;
    }
}
