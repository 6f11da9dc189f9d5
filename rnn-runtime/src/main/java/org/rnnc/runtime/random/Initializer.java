// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.random;

import java.util.Arrays;

/**
 * Fills a parameter before training. Elements are drawn in logical order, row by row, so that how an engine lays memory
 * out never changes a value. Implementations are stateless and safe for all threads; anyone may add one.
 */
@FunctionalInterface
public interface Initializer {
    /**
     * Fills a parameter.
     *
     * @param target the elements, row-major, {@code rows * columns} of them
     * @param extent what the parameter looks like
     * @param random where random numbers come from
     */
    void fill(double[] target, Extent extent, RandomSource random);

    /**
     * The shape of a parameter, and how many values its result depends on and goes to.
     *
     * @param rows rows of a matrix, elements of a vector
     * @param columns columns of a matrix, 1 for a vector
     * @param fanIn inputs that add up to one output
     * @param fanOut outputs that one input goes to
     */
    record Extent(int rows, int columns, int fanIn, int fanOut) {
        /**
         * Checks the parts.
         *
         * @param rows rows of a matrix, elements of a vector
         * @param columns columns of a matrix, 1 for a vector
         * @param fanIn inputs that add up to one output
         * @param fanOut outputs that one input goes to
         * @throws IllegalArgumentException if one is below 1
         */
        public Extent {
            if (rows < 1 || columns < 1 || fanIn < 1 || fanOut < 1) {
                throw new IllegalArgumentException("an extent of " + rows + " x " + columns + " with fan " + fanIn
                        + " to " + fanOut + " has a part below 1");
            }
        }

        /**
         * A matrix that maps {@code columns} values to {@code rows}.
         *
         * @param rows its outputs
         * @param columns its inputs
         * @return its extent
         */
        public static Extent matrix(int rows, int columns) {
            return new Extent(rows, columns, columns, rows);
        }

        /**
         * A vector, for example a bias, of which each element is an output.
         *
         * @param length its elements
         * @return its extent; one input to each output
         */
        public static Extent vector(int length) {
            return new Extent(length, 1, 1, length);
        }

        /**
         * How many elements there are.
         *
         * @return rows times columns
         * @throws ArithmeticException if that is no int
         */
        public int size() {
            return Math.multiplyExact(rows, columns);
        }
    }

    /**
     * All zeros.
     *
     * @return draws no random number
     */
    static Initializer zeros() {
        return constant(0);
    }

    /**
     * All elements alike.
     *
     * @param value the value
     * @return draws no random number
     */
    static Initializer constant(double value) {
        return (target, extent, random) -> Arrays.fill(target, value);
    }

    /**
     * The normal distribution around 0.
     *
     * @param standardDeviation its width
     * @return draws one normal number per element
     */
    static Initializer normal(double standardDeviation) {
        return (target, extent, random) -> {
            for (int i = 0; i < target.length; i++) {
                target[i] = standardDeviation * random.nextGaussian();
            }
        };
    }

    /**
     * The uniform distribution.
     *
     * @param low the lower end
     * @param high the upper end
     * @return draws one uniform number per element
     */
    static Initializer uniform(double low, double high) {
        return (target, extent, random) -> fillUniform(target, low, high, random);
    }

    /**
     * The uniform distribution of Glorot and Bengio (2010), between plus and minus sqrt(6 / (fanIn + fanOut)).
     *
     * @return draws one uniform number per element
     */
    static Initializer glorotUniform() {
        return (target, extent, random) -> {
            double bound = Math.sqrt(6.0 / ((double) extent.fanIn() + extent.fanOut()));
            fillUniform(target, -bound, bound, random);
        };
    }

    /**
     * The normal distribution of He, Zhang, Ren and Sun (2015), with variance 2 / fanIn: for what goes into a relu.
     *
     * @return draws one normal number per element
     */
    static Initializer heNormal() {
        return (target, extent, random) ->
                normal(Math.sqrt(2.0 / extent.fanIn())).fill(target, extent, random);
    }

    /**
     * The normal distribution of LeCun, Bottou, Orr and Mueller (1998), with variance 1 / fanIn.
     *
     * @return draws one normal number per element
     */
    static Initializer lecunNormal() {
        return (target, extent, random) ->
                normal(Math.sqrt(1.0 / extent.fanIn())).fill(target, extent, random);
    }

    /**
     * One value on the diagonal, zero elsewhere; a vector gets it as its first element.
     *
     * @param gain the value
     * @return draws no random number
     */
    static Initializer identity(double gain) {
        return (target, extent, random) -> {
            Arrays.fill(target, 0);
            for (int i = 0; i < Math.min(extent.rows(), extent.columns()); i++) {
                target[i * extent.columns() + i] = gain;
            }
        };
    }

    /**
     * Orthonormal columns, or rows where these are fewer, drawn evenly from all there are: Saxe, McClelland and Ganguli
     * (2014).
     *
     * @param gain what they are multiplied with
     * @return draws one normal number per element
     */
    static Initializer orthogonal(double gain) {
        return (target, extent, random) -> Orthogonal.fill(target, extent.rows(), extent.columns(), gain, random);
    }

    private static void fillUniform(double[] target, double low, double high, RandomSource random) {
        for (int i = 0; i < target.length; i++) {
            target[i] = Math.fma(random.nextDouble(), high - low, low);
        }
    }
}
