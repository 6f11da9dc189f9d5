// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.math;

/** Powers with whole exponents, as optimizers need them: the same bits everywhere, and nothing allocated. */
public final class Powers {
    private Powers() {}

    /**
     * By repeated squaring.
     *
     * @param base any number
     * @param exponent 0 or more
     * @return {@code base} to the power of {@code exponent}, with a relative error of about {@code exponent * 1e-16}
     */
    public static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
