// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;

/** What wrong arguments are called: as in the signature of the method that was called. */
class ArgumentMessagesTest {
    private static StreamingModel model;

    @BeforeAll
    static void compile() {
        model = (StreamingModel) CompiledModel.of(EmittedModel.spec("Net", """
                        input Day: vector<2>, state: token<5>, begin: vector<3> per sequence
                        h = concat(Day, state |> embedding(2)) |> rnn(3, h = begin) |> dropout(0.5)
                        output y = h |> dense(2)
                        loss mse(y)
                        train { window 4; batch 2 }
                        """)).create(1);
    }

    /** The message of what a public method of {@code target}'s class throws. */
    private static String message(Object target, String name, Object... arguments) {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name) && !method.isBridge() && takes(method, arguments)) {
                try {
                    method.invoke(target, arguments);
                } catch (InvocationTargetException e) {
                    assertEquals(IllegalArgumentException.class, e.getCause().getClass(), e.getCause()::toString);
                    return e.getCause().getMessage();
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
                throw new AssertionError("no exception of " + method);
            }
        }
        throw new AssertionError("no " + name + " for " + Arrays.deepToString(arguments));
    }

    private static boolean takes(Method method, Object... arguments) {
        Class<?>[] types = method.getParameterTypes();
        boolean all = types.length == arguments.length;
        for (int i = 0; all && i < types.length; i++) {
            boolean isInt = types[i] == int.class && arguments[i] instanceof Integer;
            all = isInt || (arguments[i] == null ? !types[i].isPrimitive() : types[i].isInstance(arguments[i]));
        }
        return all;
    }

    @Test
    void ofATrainersOwnMethods() {
        Trainer trainer = model.newTrainer();
        float[] day = new float[16];
        int[] state = new int[8];
        float[] begin = new float[6];
        float[] nan = new float[16];
        nan[3] = Float.NaN;
        int[] lengths = {4, 4};
        for (String method : new String[] {"train", "evaluate", "gradients"}) {
            assertEquals(
                    "day (input Day): expected float[16], found null",
                    message(trainer, method, null, state, begin, day, lengths));
            assertEquals(
                    "day (input Day): NaN at index 3 of 16", message(trainer, method, nan, state, begin, day, lengths));
            assertEquals(
                    "state_ (input state): token 7 at index 1 is out of range, expected 0 to 4",
                    message(trainer, method, day, new int[] {0, 7, 0, 0, 0, 0, 0, 0}, begin, day, lengths));
            assertEquals(
                    "begin: expected length 6 ([2][3]), found length 1",
                    message(trainer, method, day, state, new float[1], day, lengths));
            assertEquals(
                    "yTarget (target y): expected length 16 ([4][2][2]), found length 1",
                    message(trainer, method, day, state, begin, new float[1], lengths));
            assertEquals(
                    "yTarget (target y): expected float[16], found null",
                    message(trainer, method, day, state, begin, null, lengths));
            assertEquals(
                    "lengths: expected length 2 ([2]), found length 1",
                    message(trainer, method, day, state, begin, day, new int[1]));
        }
    }

    @Test
    void ofATrainersGeneralMethods() {
        Trainer trainer = model.newTrainer();
        float[] day = new float[16];
        int[] state = new int[8];
        float[] begin = new float[6];
        for (String method : new String[] {"train", "evaluate", "gradients"}) {
            Batch batch = new Batch(model.info())
                    .input("Day", day)
                    .input("state", state)
                    .input("begin", begin);
            assertEquals("target y: expected float[16], found null", message(trainer, method, batch));
            Batch wrong = Batch.of(
                    model.info(), day, state, begin, new float[] {0, Float.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
                    });
            assertEquals("yTarget (target y): NaN at index 1 of 16", message(trainer, method, wrong));
            int[] lengths = new int[2];
            Batch grown = Batch.of(model.info(), day, state, begin, day).lengths(lengths);
            lengths[1] = 5;
            assertEquals("lengths: sequence 1 has length 5, expected 0 to 4", message(trainer, method, grown));
            Batch other = Batch.zeros(CompiledModel.of("input x: scalar output y = x loss mse(y)")
                    .create(1)
                    .info());
            assertEquals(
                    "batch: expected one of model Net, found one of model "
                            + other.info().name(),
                    message(trainer, method, other));
            assertEquals("batch: expected one of model Net, found null", message(trainer, method, (Object) null));
        }
        assertEquals("ids: expected length 2 ([2]), found length 1", message(trainer, "setSequenceIds", new long[1]));
        assertEquals(
                "learningRate: expected a finite number from 0 on, found -1.0",
                refused(() -> trainer.setLearningRate(-1)));
        assertTrue(refused(() -> trainer.values(null)).startsWith("model Net has no value name null."));
    }

    @Test
    void ofASessionsMethods() {
        Session session = model.newSession();
        State state = model.newState();
        session.start(state, new Object[] {new float[3]});
        float[] day = new float[2];
        float[] y = new float[2];
        assertEquals("state: expected one of Net.State, found null", message(session, "step", null, day, 0, y));
        assertEquals("state: expected one of Net.State, found null", message(session, "start", null, new float[3]));
        assertEquals("day (input Day): expected float[2], found null", message(session, "step", state, null, 0, y));
        assertEquals(
                "state_ (input state): token 5 is out of range, expected 0 to 4",
                message(session, "step", state, day, 5, y));
        assertEquals("y: expected float[2], found null", message(session, "step", state, day, 0, null));
        assertEquals("begin: expected length 3 ([3]), found length 1", message(session, "start", state, new float[1]));
        assertEquals(
                "state: expected one of Net.State, found null",
                refused(() -> session.step(null, new Object[2], new Object[1])));
        assertEquals("inputs: expected 2 arrays, found null", refused(() -> session.step(state, null, new Object[1])));
        Object[] inputs = {day, new int[1]};
        assertEquals("outputs: expected 1 array, found 2", refused(() -> session.step(state, inputs, new Object[2])));
        assertEquals(
                "outputs[0], output y: expected float[2], found null",
                refused(() -> session.step(state, inputs, new Object[1])));
        assertEquals(
                "inputs[0], input Day: expected float[2], found null",
                refused(() -> session.step(state, new Object[2], new Object[] {y})));
        assertEquals("other: expected one of Net.State, found null", refused(() -> state.copyFrom(null)));
    }

    private static String refused(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }
}
