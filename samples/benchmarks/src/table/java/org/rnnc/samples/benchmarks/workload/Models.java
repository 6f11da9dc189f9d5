// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the networks of the workloads; those of a line stand here. */
final class Models {
    private Models() {}

    @RnnModel(file = "W1Rnn.rnn", name = "W1Rnn")
    interface W1RnnSpec {}

    @RnnModel(file = "W2Lstm.rnn", name = "W2Lstm")
    interface W2LstmSpec {}

    @RnnModel(file = "W3Words.rnn", name = "W3Words")
    interface W3WordsSpec {}

    @RnnModel(file = "W4Words.rnn", name = "W4Words")
    interface W4WordsSpec {}

    @RnnModel(text = "input x: vector<64>  output y = x |> lstm(256)", name = "W6Lstm")
    interface W6LstmSpec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> lstm(16)", name = "Lstm16")
    interface Lstm16Spec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> lstm(32)", name = "Lstm32")
    interface Lstm32Spec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> lstm(64)", name = "Lstm64")
    interface Lstm64Spec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> lstm(128)", name = "Lstm128")
    interface Lstm128Spec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> lstm(256)", name = "Lstm256")
    interface Lstm256Spec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> gru(16)", name = "Gru16")
    interface Gru16Spec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> gru(32)", name = "Gru32")
    interface Gru32Spec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> gru(64)", name = "Gru64")
    interface Gru64Spec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> gru(128)", name = "Gru128")
    interface Gru128Spec {}

    @RnnModel(text = "input x: vector<16>  output y = x |> gru(256)", name = "Gru256")
    interface Gru256Spec {}
}
