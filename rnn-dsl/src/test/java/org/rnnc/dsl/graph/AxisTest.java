// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Values at steps of different axes. */
class AxisTest {
    private static final Axis SOURCE = new Axis(0, "source");
    private static final Axis TARGET = new Axis(1, "target");

    private final GraphBuilder graph = new GraphBuilder();
    private final Node x = graph.input(0, new Shape.Vector(3), Domain.step(SOURCE));
    private final Node y = graph.input(1, new Shape.Vector(3), Domain.step(TARGET));
    private final Node token = graph.input(2, new Shape.Token(3), Domain.step(TARGET));
    private final Node w = graph.parameter(new Parameter(0, "layer", "W", "W", new Shape.Matrix(3, 3), Start.XAVIER));

    @TestFactory
    Stream<DynamicTest> theyDoNotMeet() {
        return Stream.of(
                refused("sum", () -> graph.add(x, y)),
                refused("sum of terms", () -> graph.sum(List.of(new Term.Value(false, x), new Term.Value(false, y)))),
                refused(
                        "product and a start",
                        () -> graph.sum(
                                List.of(new Term.Matrix(w, x, false, false), new Term.Matrix(w, y, false, true)))),
                refused("multiply-add", () -> graph.multiplyAdd(false, x, x, y)),
                refused("dot", () -> graph.dot(x, y)),
                refused("concat", () -> graph.concat(List.of(x, y))),
                refused("cross-entropy", () -> graph.crossEntropy(x, token)),
                refused("outer", () -> graph.outer(x, y, null)),
                refused("scatter", () -> graph.scatter(x, token, false, null)),
                refused("broadcast", () -> graph.broadcast(x, x.shape(), Domain.step(TARGET))),
                refused("copy", () -> graph.copy(x, TARGET)));
    }

    private static DynamicTest refused(String what, Executable made) {
        return DynamicTest.dynamicTest(what, () -> {
            String message = assertThrows(IllegalArgumentException.class, made).getMessage();
            assertTrue(message.contains("per step of source") && message.contains("per step of target"), message);
        });
    }

    /** What has been reduced along one axis is there for each sequence, and so at each step of the other. */
    @Test
    void theyMeetOnceReduced() {
        for (Node reduced : List.of(graph.selectStep(true, x), graph.sumSteps(x), graph.maxSteps(x))) {
            assertEquals(Domain.SEQUENCE, reduced.domain());
            assertEquals(Domain.step(TARGET), graph.add(reduced, y).domain());
        }
        assertEquals(Domain.ONCE, graph.add(graph.sumAll(x), graph.sumAll(y)).domain());
    }

    @Test
    void whatGoesOverStepsKnowsItsAxis() {
        assertEquals(new Op.SelectStep(TARGET, true), graph.selectStep(true, y).op());
        assertEquals(new Op.SumSteps(SOURCE), graph.sumSteps(x).op());
        assertEquals(new Op.MaxSteps(TARGET), graph.maxSteps(y).op());
        Node last = graph.selectStep(true, x);
        Node placed = graph.scatterStep(TARGET, false, last);
        assertEquals(Domain.step(TARGET), placed.domain());
        assertThrows(IllegalArgumentException.class, () -> graph.scatterStep(TARGET, false, x));
        assertThrows(IllegalArgumentException.class, () -> graph.sumSteps(last));
        assertFalse(graph.stepCount(SOURCE).equals(graph.stepCount(TARGET)));
    }

    @Test
    void theirNameIsShownWhereThereMayBeOthers() {
        assertEquals("STEP of source", x.domain().toString());
        assertEquals("STEP", Domain.step(Axis.TIME).toString());
        assertEquals(
                "%4 = SelectStep[last=true] of source (%0) [3] SEQUENCE",
                graph.selectStep(true, x).toString());
        Node z = graph.input(3, new Shape.Vector(3));
        assertEquals(
                "%6 = SelectStep[last=true] (%5) [3] SEQUENCE",
                graph.selectStep(true, z).toString());
    }
}
