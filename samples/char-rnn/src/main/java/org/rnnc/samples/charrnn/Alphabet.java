// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnnc.runtime.text.Vocabulary;

/**
 * The characters the network knows: the printable ASCII characters, newline, tab, and one token for everything else,
 * shown as a question mark. They are the same for every text, since their number is a part of the network: {@code
 * token<98>} in {@code CharRnn.rnn}.
 */
final class Alphabet {
    static final Vocabulary VOCABULARY = Vocabulary.of(
                    Stream.concat(IntStream.rangeClosed(' ', '~').mapToObj(Character::toString), Stream.of("\n", "\t"))
                            .toList())
            .withUnknown("?");

    private Alphabet() {}
}
