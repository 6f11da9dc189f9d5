// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what comes back to few values is added up by blocks: pre-activations are one chain, whatever their shape. */
class BlockedProductTest {
    @ParameterizedTest
    @CsvSource({
        "16, true, true, true",
        "17, true, true, false",
        "16, true, false, false",
        "16, false, true, false",
        "16, false, false, false"
    })
    void aProduct(int results, boolean transposed, boolean back, boolean blocked) {
        GraphBuilder graph = new GraphBuilder();
        Node x = graph.input(0, new Shape.Vector(40));
        Shape.Matrix shape = transposed ? new Shape.Matrix(40, results) : new Shape.Matrix(results, 40);
        Node w = graph.parameter(new Parameter(0, "layer", "W", "W", shape, Start.XAVIER));
        Node product = graph.sum(List.of(new Term.Matrix(w, x, transposed, false, back)));
        assertEquals(new Op.Product(transposed, blocked), product.op());
    }
}
