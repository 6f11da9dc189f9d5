// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.metric;

import org.rnnc.runtime.math.DoubleMath;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.training.Goal;

/** What follows from the mean of -ln p, p being the probability given to the target. */
final class CrossEntropy extends Metric {
    private static final double LN_2 = 0.6931471805599453;

    /** More than 1 by as much as rounding may make of it. */
    private static final double HIGHEST = 1.001;

    /** What is shown of the mean. */
    enum Unit {
        NATS("cross-entropy") {
            @Override
            double of(double nats) {
                return nats;
            }
        },
        BITS("bits per character") {
            @Override
            double of(double nats) {
                return nats / LN_2;
            }
        },
        PERPLEXITY("perplexity") {
            @Override
            double of(double nats) {
                return DoubleMath.exp(nats);
            }
        };

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        abstract double of(double nats);
    }

    private final Unit unit;
    private final boolean logits;
    private double nats;
    private long count;

    CrossEntropy(int size, Unit unit, boolean logits) {
        super(unit.text, Goal.MINIMIZE, size, DataSpec.Kind.TOKEN);
        this.unit = unit;
        this.logits = logits;
    }

    @Override
    public void reset() {
        nats = 0;
        count = 0;
    }

    @Override
    public double value() {
        return unit.of(nats / count);
    }

    @Override
    protected void check(double[] prediction, int index) {
        for (int token = 0; token < prediction.length; token++) {
            double value = prediction[token];
            if (logits ? Math.abs(value) == Double.POSITIVE_INFINITY : !(value >= 0 && value <= HIGHEST)) {
                throw new IllegalArgumentException("predictions: " + value + " at index " + (index + token)
                        + (logits ? " is no logit" : " is no probability; are these logits, before the softmax?"));
            }
        }
    }

    @Override
    protected void count(double[] prediction, int target) {
        nats += logits ? ofLogits(prediction, target) : ofProbability(prediction[target]);
        count++;
    }

    /** A softmax never means 0, but may round to it: as the smallest float, it keeps the mean finite. */
    private static double ofProbability(double probability) {
        return -DoubleMath.log(Math.max(Math.min(probability, 1), Float.MIN_VALUE));
    }

    private static double ofLogits(double[] logits, int target) {
        double top = logits[0];
        for (double logit : logits) {
            top = Math.max(top, logit);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += DoubleMath.exp(logit - top);
        }
        return DoubleMath.log(sum) - (logits[target] - top);
    }
}
