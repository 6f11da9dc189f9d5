// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Op;

/** Cells that look along another axis before each step have the random masks of the cells they are made after. */
class AttentiveCellsTest {
    private static Graph graph(String cell) {
        return Specs.compile("""
                        model M {
                          input  source: vector<3> per word of text, x: vector<3> per word of translation
                          output y = x |> %s as writer
                          output whole = sumOverSteps(source)
                          loss   mse(y)
                          train  { window 4; batch 2; optimizer sgd(rate = 0.1) }
                        }
                        """.formatted(cell)).graph();
    }

    /** Of each mask its rate, whether it is one for all steps of a sequence, and of how many numbers. */
    private static List<String> masks(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.Mask)
                .map(node -> ((Op.Mask) node.op()).probability() + " " + node.domain() + " " + node.shape())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"attentiveRnn, rnn", "attentiveGru, gru", "attentiveLstm, lstm"})
    void haveTheMasksOfTheirBase(String attentive, String base) {
        String rates = "recurrentDropout = 0.2, zoneout = 0.1, dropConnect = 0.3";
        List<String> expected = masks(graph(base + "(4, " + rates + ")"));
        assertTrue(expected.size() >= 3, expected.toString());
        assertEquals(expected, masks(graph(attentive + "(4, over = source, " + rates + ")")));
        assertEquals(List.of(), masks(graph(attentive + "(4, over = source)")));
    }
}
