// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;

/** Values of a model that it looks back at, some of them before it is known how large they are. */
class PreviousValuesTest {
    @Test
    void aLayerInAStartIsMadeOnce() {
        ModelSpec model = Specs.compile("""
                model Begun {
                  input seed: token<5> per sequence
                  output y = previous(y, start = seed |> embedding(3)) |> dense(4) |> dense(3)
                }
                """);
        assertEquals(
                List.of("embedding.E", "dense.W", "dense.b", "dense2.W", "dense2.b"),
                model.graph().parameters().stream()
                        .map(Parameter::qualifiedName)
                        .toList());
    }

    /** The size of h is not known where it is first looked back at, and is known at the second place. */
    @Test
    void whatIsLookedBackAtTwiceIsOneState() {
        ModelSpec model = Specs.compile("""
                model Twice {
                  input x: vector<3>
                  h = concat(x, previous(h)) |> dense(6)
                  output y = concat(h, previous(h)) |> dense(2)
                }
                """);
        assertEquals(
                List.of("h"), model.graph().states().stream().map(State::name).toList());
        assertEquals(6, model.graph().states().get(0).size());
    }

    /** Both may have gradients, which are found by name. */
    @Test
    void theStateOfAnInputHasANameOfItsOwn() {
        ModelSpec model = Specs.compile("""
                model Differences {
                  input x: vector<3>
                  output y = concat(x, x - previous(x), previous(x, start = 0.5)) |> dense(2)
                }
                """);
        assertEquals(
                List.of("x.previous", "x.previous2"),
                model.graph().states().stream().map(State::name).toList());
    }

    @Test
    void aLearnedStartIsOneParameter() {
        ModelSpec model = Specs.compile("""
                model Learned {
                  input x: vector<3>
                  h = x |> dense(4)
                  output y = concat(previous(h, start = learned), previous(h, start = learned)) |> dense(2)
                  output z = previous(h) |> dense(2)
                }
                """);
        assertEquals(
                List.of("dense.W", "dense.b", "h.h0", "dense2.W", "dense2.b", "dense3.W", "dense3.b"),
                model.graph().parameters().stream()
                        .map(Parameter::qualifiedName)
                        .toList());
        assertEquals(2, model.graph().states().size());
    }
}
