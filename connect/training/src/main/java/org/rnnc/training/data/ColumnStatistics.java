// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

/** Mean, deviation and extremes of a column in one pass (Welford, 1962): large numbers lose none of their small differences. */
final class ColumnStatistics {
    private long count;
    private double mean;
    private double squares;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    void add(double number) {
        count++;
        double difference = number - mean;
        mean += difference / count;
        squares += difference * (number - mean);
        least = Math.min(least, number);
        greatest = Math.max(greatest, number);
    }

    private void check() {
        if (count == 0) {
            throw new IllegalArgumentException("there is no row to take scales from");
        }
    }

    double mean() {
        check();
        return mean;
    }

    /** Of the population; 0 where all numbers are the same, though their mean be rounded. */
    double deviation() {
        check();
        return least == greatest ? 0 : Math.sqrt(squares / count);
    }

    double least() {
        check();
        return least;
    }

    double greatest() {
        check();
        return greatest;
    }
}
