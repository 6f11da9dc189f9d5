// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/** A linear regression, by ordinary least squares, on the same numbers that the network reads. */
final class Regression implements Forecaster {
    /** The observations of a day; the season, which hardly changes within days, is only taken of the last one. */
    private static final int OBSERVATIONS = 4;

    private final int window;
    private final Encoding encoding;
    private final double[] coefficients;

    /**
     * Fits the regression.
     *
     * @param window how many days it looks back on
     */
    Regression(List<Day> training, int window) {
        this.window = window;
        encoding = new Encoding(training);
        int count = training.size() - window;
        double[][] inputs = IntStream.range(0, count)
                .mapToObj(first -> inputs(training.subList(first, first + window)))
                .toArray(double[][]::new);
        double[] targets = IntStream.range(0, count)
                .mapToDouble(first -> training.get(first + window).maximum())
                .toArray();
        OLSMultipleLinearRegression leastSquares = new OLSMultipleLinearRegression();
        leastSquares.newSampleData(targets, inputs);
        coefficients = leastSquares.estimateRegressionParameters();
    }

    @Override
    public double tomorrow(List<Day> past) {
        double[] inputs = inputs(past.subList(past.size() - window, past.size()));
        double sum = coefficients[0];
        for (int i = 0; i < inputs.length; i++) {
            sum += coefficients[i + 1] * inputs[i];
        }
        return sum;
    }

    private double[] inputs(List<Day> days) {
        float[] encoded = new float[Encoding.SIZE];
        double[] inputs = new double[window * OBSERVATIONS + Encoding.SIZE - OBSERVATIONS];
        int size = 0;
        for (Day day : days) {
            encoding.put(day, encoded, 0);
            for (int i = 0; i < OBSERVATIONS; i++) {
                inputs[size++] = encoded[i];
            }
        }
        for (int i = OBSERVATIONS; i < Encoding.SIZE; i++) {
            inputs[size++] = encoded[i];
        }
        return inputs;
    }
}
