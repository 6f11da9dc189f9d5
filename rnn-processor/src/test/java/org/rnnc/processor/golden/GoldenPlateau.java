// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import java.util.Optional;
import org.rnnc.processor.golden.GoldenCase.Config;
import org.rnnc.processor.golden.GoldenCase.Scheduler;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.training.Goal;
import org.rnnc.training.ReduceOnPlateau;
import org.rnnc.training.Schedule;

/** Rates that fall where scores get no better. */
public final class GoldenPlateau {
    private GoldenPlateau() {}

    /** Hands the scores of a case to the rule, and compares the rates. */
    public static GoldenComparison run(GoldenCase golden) {
        ReduceOnPlateau plateau = of(golden.config()).orElseThrow();
        double[] scores = golden.tensor("in.metric").values();
        double[] rates = new double[scores.length + 1];
        rates[0] = plateau.learningRate(0);
        for (int i = 0; i < scores.length; i++) {
            plateau.observe(scores[i]);
            rates[i + 1] = plateau.learningRate(i + 1);
        }
        GoldenComparison comparison = new GoldenComparison(golden, Precision.DOUBLE);
        comparison.compare("lr", golden.tensor("out.lr"), rates);
        return comparison;
    }

    static Optional<ReduceOnPlateau> of(Config config) {
        Scheduler scheduler = config.scheduler();
        if (scheduler == null) {
            return Optional.empty();
        }
        if (!scheduler.kind().equals("reduce_on_plateau")) {
            throw new IllegalArgumentException("scheduler " + scheduler.kind());
        }
        ReduceOnPlateau plateau = new ReduceOnPlateau(
                        Schedule.constant(config.optimizer().lr()),
                        scheduler.mode().equals("min") ? Goal.MINIMIZE : Goal.MAXIMIZE,
                        scheduler.factor(),
                        scheduler.patience())
                .cooldown(scheduler.cooldown())
                .lowest(scheduler.minLr())
                .leastChange(scheduler.eps());
        return Optional.of(
                scheduler.thresholdMode().equals("rel")
                        ? plateau.relativeThreshold(scheduler.threshold())
                        : plateau.threshold(scheduler.threshold()));
    }
}
