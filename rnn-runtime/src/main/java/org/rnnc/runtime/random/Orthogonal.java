// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.random;

/** Random matrices with orthonormal rows or columns, by the Gram-Schmidt process. */
final class Orthogonal {
    private Orthogonal() {}

    /** Fills {@code target}, row-major; each vector is orthogonal to those before it, and as long as {@code gain}. */
    static void fill(double[] target, int rows, int columns, double gain, RandomSource random) {
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            double norm;
            do {
                for (int j = 0; j < length; j++) {
                    vectors[i][j] = random.nextGaussian();
                }
                // Twice is enough: what rounding leaves of the others after the first time is gone after the second.
                double before = norm(vectors[i]);
                subtractAll(vectors, i);
                subtractAll(vectors, i);
                norm = norm(vectors[i]);
                norm = norm > 1e-6 * before ? norm : 0;
            } while (norm == 0);
            for (int j = 0; j < length; j++) {
                vectors[i][j] /= norm;
            }
        }
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < length; j++) {
                target[rows <= columns ? i * columns + j : j * columns + i] = gain * vectors[i][j];
            }
        }
    }

    /** Removes from vector {@code i} what it shares with those before it. */
    private static void subtractAll(double[][] vectors, int i) {
        for (int k = 0; k < i; k++) {
            double shared = 0;
            for (int j = 0; j < vectors[i].length; j++) {
                shared += vectors[i][j] * vectors[k][j];
            }
            for (int j = 0; j < vectors[i].length; j++) {
                vectors[i][j] -= shared * vectors[k][j];
            }
        }
    }

    private static double norm(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
