// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;

/** Once a model, its trainer and its session are there, running and training them takes not one byte. */
class AllocationTest {
    private static final int WARM_UP = 300;
    private static final int RUNS = 500;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "token<41>; rnn(9) |> dense(41) |> softmax; crossEntropy(y); adagrad(rate = 0.1); float",
                "token<11>; rnn(9) |> dense(11) |> softmax; crossEntropy(y); sgd(rate = 0.1); double",
                "vector<5>; lstm(17) |> dense(3); mse(y); sgd(rate = 0.1); float",
                "vector<5>; lstm(17) |> dense(3); huber(y); adam(rate = 0.1); double",
                "vector<4>; gru(6) |> gru(5) |> dense(2); mae(y); rmsprop(rate = 0.1); float",
                "vector<4>; gru(6) |> gru(5) |> dense(2); mse(y); momentum(rate = 0.1); double",
                "vector<5>; rnn(9) |> dense(3); mse(y); nadam(rate = 0.1); float",
                "vector<5>; rnn(9) |> dense(3); mse(y); radam(rate = 0.1); double",
                "vector<5>; rnn(9) |> dense(3); mse(y); rprop(rate = 0.01); float",
                "token<700>; embedding(4) |> mgu(5) |> last |> dense(2); mse(y); adagrad(rate = 0.1); float",
                "vector<5>; dropout(0.2) |> lstm(17, recurrentDropout = 0.3, zoneout = 0.1, dropConnect = 0.2); mse(y); sgd(rate = 0.1); float"
            })
    void nothingIsAllocated(String input, String flow, String loss, String optimizer, String precision)
            throws Throwable {
        ModelRun run = compile("""
                input x: %s
                output y = x |> %s
                loss %s
                train { window 6, carry state; batch 3; optimizer %s; clip norm 1 }
                precision %s
                """.formatted(input, flow, loss, optimizer, precision));
        WindowData data = WindowData.random(run.spec().graph(), 6, 3, 8);
        Object[] arrays = run.arrays(data);
        Trainer trainer = run.trainer();
        Batch batch = Batches.of(trainer, arrays);
        assertEquals(0, AllocationMeter.bytes(WARM_UP, RUNS, () -> trainer.train(batch)), "step of the trainer");
        assertEquals(0, AllocationMeter.bytes(WARM_UP, RUNS, () -> trainer.evaluate(batch)), "loss");
        assertEquals(0, AllocationMeter.bytes(WARM_UP, RUNS, () -> trainer.gradients(batch)), "gradients");
        StreamingModel model = (StreamingModel) run.model();
        Session session = model.newSession();
        State state = model.newState();
        Object[] inputs = {
            arrays[0] instanceof int[]
                    ? new int[] {1}
                    : run.array(new double[model.info().inputs().get(0).size()])
        };
        Object[] outputs = {run.array(new double[model.info().outputs().get(0).size()])};
        assertEquals(
                0, AllocationMeter.bytes(WARM_UP, RUNS, () -> session.step(state, inputs, outputs)), "generic step");
        Runnable typed = typedStep(session, state, inputs[0], outputs[0]);
        assertEquals(0, AllocationMeter.bytes(WARM_UP, RUNS, typed), "typed step");
        assertEquals(0, AllocationMeter.bytes(WARM_UP, RUNS, state::reset), "reset");
    }

    private static ModelRun compile(String body) {
        var spec = EmittedModel.spec("Measured", body);
        return new ModelRun(spec, CompiledModel.of(spec).create(1));
    }

    /** The step with the model's own types, called without an array of arguments. */
    private static Runnable typedStep(Session session, State state, Object input, Object output) throws Throwable {
        boolean token = input instanceof int[];
        Class<?> in = token ? int.class : input.getClass();
        MethodHandle step = MethodHandles.publicLookup()
                .findVirtual(
                        session.getClass(),
                        "step",
                        MethodType.methodType(void.class, List.of(state.getClass(), in, output.getClass())));
        MethodHandle bound = MethodHandles.insertArguments(
                step, 0, session, state, token ? (Object) ((int[]) input)[0] : input, output);
        return () -> {
            try {
                bound.invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
