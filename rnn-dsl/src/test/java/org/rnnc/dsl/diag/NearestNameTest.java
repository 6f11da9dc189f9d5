// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    private static final List<String> NAMES =
            List.of("input", "output", "sigmoid", "softmax", "tanh", "lstm", "gru", "rnn", "h", "c", "adam", "adagrad");

    @ParameterizedTest
    @CsvSource({
        "imput, input",
        "ouput, output",
        "sigmiod, sigmoid",
        "Softmax, softmax",
        "SOFT_MAX, softmax",
        "lsmt, lstm",
        "tahn, tanh",
        "gur, gru",
        "addagrad, adagrad",
        "H, h"
    })
    void isFound(String written, String expected) {
        assertEquals(Optional.of(expected), NearestName.of(written, NAMES));
    }

    @ParameterizedTest
    @CsvSource({"x", "foo", "convolution", "tanh"})
    void isNotForced(String written) {
        assertEquals(Optional.empty(), NearestName.of(written, List.of("h", "c", "lstm", "dense", "tanh")));
    }

    /** Names of each kind, as the language has them. */
    private static final List<String> ALL = List.of(
            "rnn",
            "elman",
            "jordan",
            "irnn",
            "indRnn",
            "gru",
            "choGru",
            "mgu",
            "lstm",
            "peepholeLstm",
            "coupledLstm",
            "projectedLstm",
            "layerNormLstm",
            "janet",
            "ugrnn",
            "dense",
            "embedding",
            "layerNorm",
            "highway",
            "bidirectional",
            "previous",
            "tanh",
            "sigmoid",
            "relu",
            "exp",
            "log",
            "sqrt",
            "abs",
            "identity",
            "softplus",
            "softsign",
            "elu",
            "leakyRelu",
            "hardSigmoid",
            "clip",
            "silu",
            "gelu",
            "dropout",
            "zoneout",
            "softmax",
            "min",
            "max",
            "sum",
            "dot",
            "concat",
            "oneHot",
            "row",
            "last",
            "final",
            "repeat",
            "sumOverSteps",
            "meanOverSteps",
            "maxOverSteps");

    private static final List<String> LOSSES = List.of(
            "crossEntropy",
            "binaryCrossEntropy",
            "mse",
            "mae",
            "huber",
            "quantile",
            "poisson",
            "cosine",
            "linear",
            "l1",
            "l2");

    private static final List<String> OPTIMIZERS = List.of(
            "sgd",
            "momentum",
            "nesterov",
            "adagrad",
            "adadelta",
            "rmsprop",
            "adam",
            "adamw",
            "amsgrad",
            "nadam",
            "adamax",
            "lion");

    @ParameterizedTest
    @CsvSource({
        "run, rnn",
        "LSTM, lstm",
        "lstn, lstm",
        "ltsm, lstm",
        "GRU, gru",
        "gur, gru",
        "Dense, dense",
        "desne, dense",
        "embeding, embedding",
        "bidirectonal, bidirectional",
        "BiDirectional, bidirectional",
        "sigmod, sigmoid",
        "sigmiod, sigmoid",
        "soft_max, softmax",
        "softmx, softmax",
        "dropuot, dropout",
        "drop_out, dropout",
        "leaky_relu, leakyRelu",
        "one_hot, oneHot",
        "layer_norm, layerNorm",
        "hardsigmoid, hardSigmoid",
        "meanOverStep, meanOverSteps",
        "previos, previous",
        "pevious, previous",
        "cocnat, concat",
        "tahn, tanh",
        "hihgway, highway",
        "mingru, ''",
        "tnh, tanh"
    })
    void slipsAreFound(String written, String expected) {
        assertEquals(expected, NearestName.of(written, ALL).orElse(""));
    }

    @ParameterizedTest
    @CsvSource({
        "cross_entropy, crossEntropy",
        "crosEntropy, crossEntropy",
        "MSE, mse",
        "huberr, huber",
        "binarycrossentropy," + " binaryCrossEntropy",
        "poison, poisson",
        "quantil, quantile"
    })
    void slipsInLossesAreFound(String written, String expected) {
        assertEquals(expected, NearestName.of(written, LOSSES).orElse(""));
    }

    @ParameterizedTest
    @CsvSource({
        "Adam, adam",
        "adma, adam",
        "AdamW, adamw",
        "RMSProp, rmsprop",
        "ada_grad, adagrad",
        "momentun, momentum"
    })
    void slipsInOptimizersAreFound(String written, String expected) {
        assertEquals(expected, NearestName.of(written, OPTIMIZERS).orElse(""));
    }

    /** Words of their own, which only look like one of ours: the table knows them, or nothing is said. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cos",
                "sin",
                "mod",
                "conv1d",
                "pow",
                "mish",
                "var",
                "mean",
                "erf",
                "prod",
                "sign",
                "norm",
                "atan",
                "argmax",
                "cumsum",
                "floor",
                "round",
                "split",
                "step",
                "where",
                "stack",
                "flatten",
                "transpose",
                "matmul",
                "add",
                "std",
                "cat",
                "slice",
                "sort",
                "attention",
                "selu",
                "celu",
                "prelu",
                "swish",
                "glu",
                "linear",
                "conv",
                "pool",
                "reshape",
                "linspace",
                "zeros",
                "ones",
                "ctc",
                "crf",
                "fft",
                "sinh",
                "cosh",
                "ceil",
                "and",
                "not",
                "all",
                "any",
                "norm2",
                "log2",
                "log10",
                "exp2",
                "relu6",
                "l3",
                "topk",
                "median",
                "inner",
                "outer",
                "cross",
                "trace",
                "det",
                "inv",
                "reverse",
                "flip",
                "noise",
                "normal",
                "input",
                "state",
                "scan",
                "gather"
            })
    void otherWordsAreNotSlips(String written) {
        boolean known = Foreign.hint(Foreign.Place.FUNCTION, written).isPresent();
        assertEquals("", known ? "" : NearestName.of(written, ALL).orElse(""));
    }

    /** With two neighbours swapped, each name of four letters and more is found again, or nothing is. */
    @Test
    void swappedLettersLeadBack() {
        for (String name : ALL) {
            for (int i = 1; i + 1 < name.length() && name.length() > 3; i++) {
                String written = name.substring(0, i) + name.charAt(i + 1) + name.charAt(i) + name.substring(i + 2);
                assertEquals(
                        name,
                        written.equals(name)
                                ? name
                                : NearestName.of(written, ALL).orElse(written),
                        written);
            }
        }
    }

    @Test
    void longWordsCostNothing() {
        assertEquals(Optional.empty(), NearestName.of("x".repeat(1_000_000), NAMES));
        assertEquals(Optional.empty(), NearestName.of("", NAMES));
        assertEquals(Optional.empty(), NearestName.of("x", List.of()));
    }

    @Test
    void countsSlips() {
        assertEquals(0, NearestName.editDistance("", ""));
        assertEquals(1, NearestName.editDistance("ab", "ba"));
        assertEquals(2, NearestName.editDistance("abc", "cb"));
        assertEquals(3, NearestName.editDistance("", "abc"));
    }
}
