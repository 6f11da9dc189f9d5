// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** Compares networks with simpler forecasts, over the test year. */
record Comparison(History history, Ensemble ensemble) {
    /** A table, one line after the other. */
    @Override
    public String toString() {
        List<Day> training = history.training();
        int window = ensemble.networks().get(0).model().info().window();
        int size = ensemble.networks().size();
        return String.join(
                System.lineSeparator(),
                String.format("%-32s %5s   %s", "", "RMSE", "the networks' mean is closer on"),
                baseline("tomorrow = today", Baselines::asToday),
                baseline("mean of the day of the year", Baselines.asEveryYear(training)),
                baseline("linear regression on today", new Regression(training, 1)),
                baseline("linear regression on " + window + " days", new Regression(training, window)),
                single("one network, mean of " + size),
                row("mean forecast of " + size + " networks", error(ensemble), ""));
    }

    private String baseline(String name, Forecaster forecaster) {
        String days = history.closer(ensemble, forecaster) + " of " + history.test().length + " days";
        return row(name, error(forecaster), days);
    }

    private String single(String name) {
        DoubleSummaryStatistics errors =
                ensemble.networks().stream().mapToDouble(this::error).summaryStatistics();
        String range = String.format(Locale.ROOT, "(%.2f to %.2f)", errors.getMin(), errors.getMax());
        return row(name, errors.getAverage(), range);
    }

    private double error(Forecaster forecaster) {
        return history.error(forecaster, history.test());
    }

    private static String row(String name, double error, String note) {
        return String.format(Locale.ROOT, "%-32s %5.2f   %s", name, error, note).stripTrailing();
    }
}
