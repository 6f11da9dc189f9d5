// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;

/**
 * Calls generated models until they allocate nothing for a while. In a JVM of its own; {@link VectorAllocationTest} writes
 * the classes.
 */
final class AllocatingCalls {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MILLIS = 1_000_000;

    /** Nanoseconds without any allocation that are taken for the end of warm-up. */
    private static final long QUIET = 500 * MILLIS;

    /** Nanoseconds after which whatever still allocates always will. */
    private static final long PATIENCE = 60_000 * MILLIS;

    private AllocatingCalls() {}

    /** @param arguments pairs of a class and {@code step}, {@code train} or {@code predict}; a line is printed of each */
    public static void main(String[] arguments) throws Throwable {
        for (int i = 0; i < arguments.length; i += 2) {
            Class<?> type = Class.forName(arguments[i]);
            Model model = (Model) MethodHandles.publicLookup()
                    .findStatic(type, "create", MethodType.methodType(type, long.class))
                    .invoke(1L);
            long allocated = allocated(call(model, arguments[i + 1]));
            System.out.println(arguments[i + 1] + " " + type.getSimpleName() + " "
                    + model.info().engine() + " " + allocated);
        }
    }

    /** Bytes that a call of {@code work} takes, on average, after warm-up. */
    private static long allocated(Runnable work) {
        long begin = System.nanoTime();
        long quietSince = begin;
        long perCall;
        do {
            perCall = allocated(work, 100);
            if (perCall > 0) {
                quietSince = System.nanoTime();
            }
        } while (System.nanoTime() - quietSince < QUIET && System.nanoTime() - begin < PATIENCE);
        return perCall;
    }

    private static long allocated(Runnable work, int calls) {
        THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < calls; i++) {
            work.run();
        }
        // Rounded up: a byte now and then is one too many.
        return Math.floorDiv(THREADS.getCurrentThreadAllocatedBytes() - before + calls - 1, calls);
    }

    private static Runnable call(Model model, String what) {
        ModelInfo info = model.info();
        switch (what) {
            case "train" -> {
                Trainer trainer = model.newTrainer();
                Batch batch = Batch.of(
                        info,
                        Stream.concat(info.inputs().stream(), info.targets().stream())
                                .map(spec -> data(spec, info, info.window() * info.batch()))
                                .toArray());
                return () -> trainer.train(batch);
            }
            case "step" -> {
                Session session = ((StreamingModel) model).newSession();
                State state = ((StreamingModel) model).newState();
                Object[] inputs = arrays(info.inputs(), info, 1);
                Object[] outputs = arrays(info.outputs(), info, 1);
                return () -> session.step(state, inputs, outputs);
            }
            default -> {
                int steps = 20;
                int batch = 8;
                Predictor predictor = model.newPredictor(steps, batch);
                Object[] inputs = arrays(info.inputs(), info, steps * batch);
                Object[] outputs = arrays(info.outputs(), info, steps * batch);
                return () -> predictor.run(steps, batch, null, null, inputs, outputs);
            }
        }
    }

    private static Object[] arrays(List<DataSpec> specs, ModelInfo info, int count) {
        return specs.stream().map(spec -> data(spec, info, count)).toArray();
    }

    private static Object data(DataSpec spec, ModelInfo info, int count) {
        SplittableRandom random = new SplittableRandom(count);
        if (spec.kind() == DataSpec.Kind.TOKEN) {
            return random.ints(count, 0, spec.size()).toArray();
        }
        double[] numbers = random.doubles((long) count * spec.size(), -1, 1).toArray();
        if (info.precision() == Precision.DOUBLE) {
            return numbers;
        }
        float[] narrow = new float[numbers.length];
        IntStream.range(0, narrow.length).forEach(i -> narrow[i] = (float) numbers[i]);
        return narrow;
    }
}
