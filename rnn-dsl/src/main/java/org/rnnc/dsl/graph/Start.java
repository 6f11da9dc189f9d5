// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

/**
 * How a parameter starts.
 *
 * @param a first argument of the kind, if it has one
 * @param b second argument of the kind, if it has one
 */
public record Start(Kind kind, double a, double b) {
    public enum Kind {
        ZEROS,
        /** All {@code a}. */
        CONSTANT,
        /** Mean 0, standard deviation {@code a}. */
        NORMAL,
        /** From {@code a} (inclusive) to {@code b}. */
        UNIFORM,
        /** Uniform within sqrt(6 / (rows + columns)): Glorot and Bengio (2010). */
        XAVIER,
        /** Normal of variance 2 / columns: He, Zhang, Ren and Sun (2015). */
        HE,
        /** Normal of variance 1 / columns: LeCun, Bottou, Orr and Mueller (1998). */
        LECUN,
        /** Orthonormal rows or columns, times {@code a}: Saxe, McClelland and Ganguli (2014). */
        ORTHOGONAL,
        /** {@code a} on the diagonal, else 0: Le, Jaitly and Hinton (2015). */
        IDENTITY
    }

    public static final Start ZEROS = new Start(Kind.ZEROS, 0, 0);
    public static final Start XAVIER = new Start(Kind.XAVIER, 0, 0);
}
