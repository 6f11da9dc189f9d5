// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
