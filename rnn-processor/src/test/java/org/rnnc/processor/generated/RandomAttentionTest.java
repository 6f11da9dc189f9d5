// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.random.RandomModel;

/** Models with values for each step of two axes. */
class RandomAttentionTest extends RandomAxesChecks {
    @Override
    List<RandomModel> drawn() {
        return LongStream.range(0, COUNT)
                .mapToObj(i -> RandomModel.attention(FIRST_SEED + i))
                .toList();
    }

    /** Else nothing would be looked at. */
    @Test
    void theyHaveWhatIsLookedAt() {
        assertTrue(specs.stream()
                .allMatch(spec -> spec.graph().nodes().stream()
                        .anyMatch(node -> node.domain().isPair())));
        assertTrue(specs.stream().anyMatch(spec -> spec.graph().axes().size() > 2));
        assertTrue(specs.stream()
                .anyMatch(spec -> spec.graph().values().values().stream()
                        .anyMatch(node -> node.domain().isPair())));
    }
}
