// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** Steps of many states in one call, and of data within larger arrays, have the bits of steps one by one. */
class ManyStatesTest {
    private static final int COUNT = 7;

    private static final String MIXED = """
            input  x: vector<3>
            input  kind: token<5>
            output y = concat(x, kind |> embedding(2)) |> lstm(6) |> dense(4)
            output z = y |> gru(2)
            """;

    private static final String BEGUN = """
            input  seed: vector<4> per sequence
            input  x: vector<3>
            h = x |> rnn(4, h = seed)
            output y = concat(h, repeat(seed)) |> dense(2)
            """;

    private static StreamingModel mixed() {
        return (StreamingModel) CompiledModel.of(MIXED).create(3);
    }

    private final SplittableRandom random = new SplittableRandom(5);

    private float[] numbers(int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) random.nextDouble(-2, 2);
        }
        return numbers;
    }

    private static State[] states(StreamingModel model, int count) {
        return Stream.generate(model::newState).limit(count).toArray(State[]::new);
    }

    @Test
    void manyHaveTheBitsOfOneByOne() {
        StreamingModel model = mixed();
        Session session = model.newSession();
        State[] together = states(model, COUNT);
        State[] alone = states(model, COUNT);
        for (int step = 0; step < 5; step++) {
            float[] x = numbers(COUNT * 3);
            int[] kind = random.ints(COUNT, 0, 5).toArray();
            float[] y = new float[COUNT * 4];
            float[] z = new float[COUNT * 2];
            session.step(together, COUNT, new Object[] {x, kind}, new Object[] {y, z});
            for (int i = 0; i < COUNT; i++) {
                float[] oneY = new float[4];
                float[] oneZ = new float[2];
                Object[] inputs = {Arrays.copyOfRange(x, i * 3, i * 3 + 3), new int[] {kind[i]}};
                session.step(alone[i], inputs, new Object[] {oneY, oneZ});
                assertArrayEquals(oneY, Arrays.copyOfRange(y, i * 4, i * 4 + 4));
                assertArrayEquals(oneZ, Arrays.copyOfRange(z, i * 2, i * 2 + 2));
                assertSame(alone[i], together[i]);
            }
        }
    }

    private static void assertSame(State expected, State found) {
        for (int i = 0; i < expected.tensors().size(); i++) {
            assertArrayEquals(
                    expected.tensors().get(i).toArray(), found.tensors().get(i).toArray());
        }
    }

    /** Fewer sequences than states and arrays have room for; and data at offsets. */
    @Test
    void arraysMayBeLarger() throws Exception {
        StreamingModel model = mixed();
        Session session = model.newSession();
        State[] states = states(model, COUNT);
        State untouched = model.newState();
        float[] x = numbers(COUNT * 3);
        int[] kind = random.ints(COUNT, 0, 5).toArray();
        x[2 * 3] = Float.NaN;
        kind[2] = 99;
        float[] y = new float[COUNT * 4];
        float[] z = new float[COUNT * 2];
        Method many = session.getClass()
                .getMethod("step", State[].class, int.class, float[].class, int[].class, float[].class, float[].class);
        many.invoke(session, states, 2, x, kind, y, z);
        assertArrayEquals(new float[(COUNT - 2) * 4], Arrays.copyOfRange(y, 2 * 4, COUNT * 4));
        assertSame(untouched, states[2]);
        Method within = Stream.of(session.getClass().getMethods())
                .filter(method -> method.getName().equals("step") && method.getParameterCount() == 8)
                .findFirst()
                .orElseThrow();
        State one = model.newState();
        float[] oneY = new float[9];
        float[] oneZ = new float[2];
        within.invoke(session, one, x, 3, kind[1], oneY, 5, oneZ, 0);
        assertArrayEquals(Arrays.copyOfRange(y, 4, 8), Arrays.copyOfRange(oneY, 5, 9));
        assertArrayEquals(new float[5], Arrays.copyOf(oneY, 5));
        assertSame(states[1], one);
        assertEquals(
                "x: 3 numbers (1 x 1 sequences x 3) from index 19 on do not lie within an array of length 21",
                refused(within, session, one, x, 19, 0, oneY, 5, oneZ, 0));
        assertEquals(
                "y: 4 numbers (1 x 1 sequences x 4) from index 6 on do not lie within an array of length 9",
                refused(within, session, one, x, 0, 0, oneY, 6, oneZ, 0));
        assertEquals(
                "count: expected 0 to 7, as there are states, found 8",
                refused(many, session, states, 8, x, kind, y, z));
    }

    private static String refused(Method method, Object target, Object... arguments) {
        return assertThrows(InvocationTargetException.class, () -> method.invoke(target, arguments))
                .getCause()
                .getMessage();
    }

    @Test
    void aStateGivenTwiceIsRefused() {
        StreamingModel model = mixed();
        Session session = model.newSession();
        Predictor predictor = model.newPredictor(2, COUNT);
        State[] states = states(model, COUNT);
        states[5] = states[2];
        Object[] inputs = {numbers(COUNT * 3), new int[COUNT]};
        Object[] outputs = {new float[COUNT * 4], new float[COUNT * 2]};
        String message = "states: sequences 2 and 5 have the same state";
        for (int time = 0; time < 2; time++) {
            assertEquals(
                    message,
                    assertThrows(IllegalArgumentException.class, () -> session.step(states, COUNT, inputs, outputs))
                            .getMessage());
            assertEquals(
                    message,
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> predictor.run(1, COUNT, null, states, inputs, outputs))
                            .getMessage());
        }
        assertSame(model.newState(), states[2]);
        states[5] = model.newState();
        session.step(states, COUNT, inputs, outputs);
        predictor.run(1, COUNT, null, states, inputs, outputs);
    }

    @Test
    void eachMustHaveBegun() {
        StreamingModel model = (StreamingModel) CompiledModel.of(BEGUN).create(1);
        Session session = model.newSession();
        State[] states = states(model, 2);
        Object[] inputs = {numbers(6)};
        float[] y = new float[4];
        session.start(states[0], new Object[] {numbers(4)});
        State before = states[0].copy();
        assertThrows(IllegalStateException.class, () -> session.step(states, 2, inputs, new Object[] {y}));
        assertSame(before, states[0]);
        session.start(states[1], new Object[] {numbers(4)});
        State other = states[1].copy();
        session.step(states, 2, inputs, new Object[] {y});
        float[] one = new float[2];
        session.step(other, new Object[] {Arrays.copyOfRange((float[]) inputs[0], 3, 6)}, new Object[] {one});
        assertArrayEquals(one, Arrays.copyOfRange(y, 2, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "precision double"})
    void nothingIsAllocated(String precision) {
        StreamingModel model =
                (StreamingModel) CompiledModel.of(MIXED + precision).create(3);
        Session session = model.newSession();
        State[] states = states(model, COUNT);
        boolean isFloat = precision.isEmpty();
        Object[] inputs = {isFloat ? new float[COUNT * 3] : new double[COUNT * 3], new int[COUNT]};
        Object[] outputs = isFloat
                ? new Object[] {new float[COUNT * 4], new float[COUNT * 2]}
                : new Object[] {new double[COUNT * 4], new double[COUNT * 2]};
        assertEquals(0, AllocationMeter.bytes(500, 500, () -> session.step(states, COUNT, inputs, outputs)));
    }
}
