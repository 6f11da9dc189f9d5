// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

/** What a decoder writes by a model that looks at the whole of what has been read alone. */
class DecoderTest extends DecoderChecks {
    DecoderTest() {
        super("""
            input  source: token<7> per word of text, place: vector<2> per sequence
            read   = source |> embedding(3) |> bidirectional(gru(4)) as reader
            flow   = concat(previous(target, start = 1) |> embedding(3), repeat(meanOverSteps(read), per = translation))
            write  = flow |> lstm(5, h = concat(final(read), place) |> dense(5, activation = tanh))
            output target: token<4> per word of translation = write |> dense(4) |> softmax
            output seen = read |> dense(2)
            loss   crossEntropy(target)
            train  { window text 5, translation 3; batch 2; start normal(1.5) }
            """);
    }
}
