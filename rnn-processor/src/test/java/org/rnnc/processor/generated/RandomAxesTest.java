// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.random.RandomModel;

/** Models of two and three time axes, over trees, and over trees of a sequence's states. */
class RandomAxesTest extends RandomAxesChecks {
    /** From there on few models have all that is looked at. */
    private static final long FIRST_TREE = FIRST_SEED + 7;

    @Override
    List<RandomModel> drawn() {
        return Stream.of(
                        LongStream.range(0, COUNT).mapToObj(i -> RandomModel.axes(FIRST_SEED + i)),
                        LongStream.range(0, COUNT * 2 / 3).mapToObj(i -> RandomModel.trees(FIRST_TREE + i)),
                        LongStream.range(0, COUNT / 2).mapToObj(i -> RandomModel.parses(FIRST_SEED + i)))
                .flatMap(models -> models)
                .toList();
    }

    /** Else nothing would be looked at. */
    @Test
    void theyHaveWhatIsLookedAt() {
        assertTrue(specs.stream()
                .allMatch(spec -> spec.graph().axes().size() > 1
                        || spec.graph().axes().get(0).isTree()));
        for (Relation.Link link : Relation.Link.values()) {
            assertTrue(specs.stream().anyMatch(spec -> looksAt(spec, link)), link.toString());
        }
        assertTrue(specs.stream().anyMatch(spec -> has(spec, Op.OfLeaves.class) && !isOneAxis(spec)));
        for (boolean leaves : new boolean[] {true, false}) {
            assertTrue(specs.stream().anyMatch(spec -> standsForSteps(spec, leaves)), leaves + "");
        }
        assertTrue(specs.stream().anyMatch(spec -> has(spec, Op.Likeliest.class)));
        assertTrue(specs.stream().anyMatch(spec -> spec.graph().axes().size() > 2));
        assertTrue(specs.stream().anyMatch(RandomAxesTest::feedsTokensBack));
        assertTrue(specs.stream().anyMatch(spec -> !feedsTokensBack(spec)));
    }

    private static boolean isOneAxis(ModelSpec spec) {
        return spec.graph().axes().size() == 1;
    }

    private static boolean has(ModelSpec spec, Class<? extends Op> op) {
        return spec.graph().nodes().stream().anyMatch(node -> op.isInstance(node.op()));
    }

    private static boolean standsForSteps(ModelSpec spec, boolean leaves) {
        return spec.graph().nodes().stream()
                .anyMatch(node ->
                        node.op() instanceof Op.AtNodes at && at.places().leaves() == leaves);
    }

    private static boolean looksAt(ModelSpec spec, Relation.Link link) {
        return spec.graph().nodes().stream()
                .anyMatch(node -> node.op() instanceof Op.Previous previous && previous.link() == link);
    }

    private static boolean feedsTokensBack(ModelSpec spec) {
        return spec.graph().inputs().stream().anyMatch(input -> input.fedBack().isPresent());
    }
}
