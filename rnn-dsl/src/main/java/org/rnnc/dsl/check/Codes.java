// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

/** The codes of the findings of this stage. */
final class Codes {
    static final String UNKNOWN_NAME = "RNN030";
    static final String UNKNOWN_STAGE = "RNN031";
    static final String UNKNOWN_OPTION = "RNN032";
    static final String DEFINED_TWICE = "RNN033";
    static final String LAYER_CLASH = "RNN034";
    static final String SHAPE_MISMATCH = "RNN035";
    static final String WRONG_PRODUCT = "RNN036";
    static final String TOKEN_MISUSE = "RNN037";
    static final String WRONG_TYPE = "RNN038";
    static final String MISSING_ARGUMENT = "RNN039";
    static final String EXTRA_ARGUMENT = "RNN040";
    static final String DUPLICATE_ARGUMENT = "RNN041";
    static final String BAD_SIZE = "RNN042";
    static final String BAD_VALUE = "RNN043";
    static final String STATE_WITHOUT_EQUATION = "RNN044";
    static final String NOT_A_STATE = "RNN045";
    static final String LOOP_IN_STEP = "RNN046";
    static final String UNUSED_NAME = "RNN047";
    static final String UNUSED_PARAMETER = "RNN048";
    static final String OUTPUT_MISSING = "RNN050";
    static final String OUTPUT_NOT_DEFINED = "RNN051";
    static final String LOSS_MISFIT = "RNN052";
    static final String RECURSIVE_CELL = "RNN053";
    static final String INPUT_MISSING = "RNN054";
    static final String MISPLACED = "RNN055";
    static final String JAVA_NAME = "RNN056";
    static final String TOO_LARGE = "RNN057";
    static final String UNAVAILABLE = "RNN058";
    static final String MIXED_DOMAINS = "RNN059";
    static final String STACKING = "RNN060";
    static final String AMBIGUOUS_CELL = "RNN061";
    static final String UNKNOWN_CHOICE = "RNN062";
    static final String INTERNAL = "RNN099";

    private Codes() {}
}
