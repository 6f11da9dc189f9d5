// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.Locale;
import org.rnnc.runtime.annotation.Precision;

/**
 * Collects how far results are from what a case expects. A tensor's difference is the largest
 * {@code |got - expected|} over the largest {@code |expected|}; how much is allowed depends on its group.
 */
public final class GoldenComparison {
    private final GoldenCase golden;
    private final Precision precision;
    private int count;
    private double worst = -1;
    private String worstText = "nothing compared";

    public GoldenComparison(GoldenCase golden, Precision precision) {
        this.golden = golden;
        this.precision = precision;
    }

    /** @param group a key of {@link GoldenCase#float32Tolerance} */
    void compare(String group, GoldenTensor expected, double[] got) {
        if (got.length != expected.values().length) {
            throw new IllegalStateException(
                    expected.name() + ": " + got.length + " numbers for " + expected.values().length);
        }
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < got.length; i++) {
            double here = Math.abs(got[i] - expected.values()[i]);
            // Math.max keeps a NaN.
            difference = Math.max(difference, here);
            largest = Math.max(largest, Math.abs(expected.values()[i]));
        }
        count++;
        double absolute = precision == Precision.DOUBLE ? 1e-14 : 1e-7;
        double used = difference / (tolerance(group) * largest + absolute);
        if (Double.compare(used, worst) > 0) {
            worst = used;
            worstText = String.format(
                    Locale.ROOT,
                    "%s off by %.1e of %.1e, %.2g of what is allowed",
                    expected.name(),
                    difference,
                    largest,
                    used);
        }
    }

    private double tolerance(String group) {
        if (precision == Precision.FLOAT) {
            return golden.float32Tolerance().get(group);
        }
        return switch (group) {
            case "hidden",
                    "pre",
                    "y",
                    "state",
                    "h",
                    "c",
                    "loss",
                    "enc_hidden",
                    "enc_h_n",
                    "enc_c_n",
                    "dec_h0",
                    "dec_c0",
                    "dec_hidden",
                    "attn",
                    "context",
                    "lr",
                    "grad_norm",
                    "grad_norm_clipped" -> 1e-12;
            case "grad", "loss_trace" -> 1e-11;
            default -> {
                if (!group.matches("after\\d+")) {
                    throw new IllegalArgumentException("group " + group);
                }
                yield 1e-10;
            }
        };
    }

    public boolean passed() {
        return count > 0 && worst <= 1;
    }

    /** How many tensors, and the one that is farthest off. */
    @Override
    public String toString() {
        return count + " tensors; worst " + worstText;
    }
}
