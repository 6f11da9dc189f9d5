// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import org.rnnc.runtime.model.DataSpec;

/** F1 = 2 both / (2 both + predicted only + true only), of one label, of all together, or as their mean. */
final class F1 extends Labels {
    private final int first;
    private final int end;
    private final boolean macro;

    private F1(String name, int size, DataSpec.Kind targets, double threshold, int first, int end, boolean macro) {
        super(name, size, targets, threshold);
        this.first = first;
        this.end = end;
        this.macro = macro;
    }

    static Metric binary(int size, int positive) {
        if (positive < 0 || positive >= size) {
            throw new IllegalArgumentException(
                    "F1: label " + positive + " is out of range, expected 0 to " + (size - 1));
        }
        return new F1("F1", size, DataSpec.Kind.TOKEN, 0, positive, positive + 1, false);
    }

    static Metric all(int size, DataSpec.Kind targets, double threshold, boolean macro) {
        return new F1(macro ? "macro F1" : "micro F1", size, targets, threshold, 0, size, macro);
    }

    @Override
    public double value() {
        if (decided() == 0) {
            return Double.NaN;
        }
        return macro ? mean() : pooled();
    }

    /** Labels that were neither predicted nor true say nothing about the predictions. */
    private double mean() {
        double sum = 0;
        int labels = 0;
        for (int label = first; label < end; label++) {
            long wrong = predictedOnly(label) + trueOnly(label);
            if (both(label) + wrong > 0) {
                sum += of(both(label), wrong);
                labels++;
            }
        }
        return labels == 0 ? 0 : sum / labels;
    }

    private double pooled() {
        long right = 0;
        long wrong = 0;
        for (int label = first; label < end; label++) {
            right += both(label);
            wrong += predictedOnly(label) + trueOnly(label);
        }
        return of(right, wrong);
    }

    private static double of(long right, long wrong) {
        return right == 0 ? 0 : 2.0 * right / (2 * right + wrong);
    }
}
