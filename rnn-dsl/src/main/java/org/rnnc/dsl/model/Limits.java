// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.model;

/** How large a model can be before the compiler refuses it rather than run out of stack or memory. */
public final class Limits {
    /** The longest array there is, less what layouts may add for padding. */
    public static final int MAX_ELEMENTS = Integer.MAX_VALUE - 1024;

    /** Depth of all expressions that are being worked on, those of cells within cells added up; sums do not count. */
    public static final int TOTAL_DEPTH = 400;

    /** Cells applied within cells. */
    public static final int CELL_DEPTH = 40;

    /**
     * Inputs and outputs of a model, each a parameter of methods of the generated class. Those of Java have 255, with
     * {@code this}, and some have two more.
     */
    public static final int INPUTS_AND_OUTPUTS = 250;

    /**
     * Layers of a model. Of the smallest recurrent ones some 700 fill a class file, which holds 65,535 constants: each takes
     * about 90, for its values, their gradients and what is called for them.
     */
    public static final int INSTANCES = 500;

    /** Operations of a model; of the smallest, which share what they are computed by, as many fill a class file. */
    public static final int NODES = 20_000;

    /** How often all repetitions of a model together go through what they repeat. */
    public static final int REPETITIONS = 20_000;

    /** Steps that a state is looked back at; each but the first takes a state of its own. */
    public static final int LOOK_BACK = 256;

    public static final int WINDOW = 1_000_000;
    public static final int BATCH = 1_000_000;

    /** Steps of all recurrent layers that are written out one after the other. */
    public static final int UNROLLED = 512;

    /** Operations of recurrent layers that are written out one after the other: what bounds the size of the class. */
    public static final int UNROLLED_OPERATIONS = 20_000;

    private Limits() {}
}
