// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.rnnc.processor.support.Batches;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/**
 * A checksum of all bits of a model's parameters, and of all losses on the way, after 100 windows of training. As a
 * program it needs nothing but the runtime and the generated classes, so that any JVM can run it.
 */
public final class TrainingHash {
    private static final int WINDOWS = 100;

    /** Knuth's generator: the data must not depend on the JDK. */
    private long seed = 1;

    private final CRC32 bits = new CRC32();

    /** Whether the trainer is asked for losses and gradients of other data between its windows. */
    private final boolean looking;

    private TrainingHash(boolean looking) {
        this.looking = looking;
    }

    /**
     * Prints a line for each model.
     *
     * @param args names of generated classes
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        for (String name : args) {
            Class<?> type = Class.forName(name);
            Model model = (Model) type.getMethod("create", long.class).invoke(null, 5L);
            System.out.println(type.getSimpleName() + " " + of(model));
        }
    }

    /** Trains {@code model}, which has just been made with seed 5. */
    static String of(Model model) {
        return of(model, WINDOWS);
    }

    /** Trains {@code model}, which has just been made, for a number of windows. */
    static String of(Model model, int windows) {
        return new TrainingHash(false).train(model, windows);
    }

    /** The same, with a look at the loss and the gradients of other data before each window: it must change nothing. */
    static String ofLooking(Model model, int windows) {
        return new TrainingHash(true).train(model, windows);
    }

    private String train(Model model, int windows) {
        Trainer trainer = model.newTrainer();
        TrainingHash other = new TrainingHash(false);
        for (int i = 0; i < windows; i++) {
            if (looking) {
                trainer.evaluate(Batches.of(trainer, other.data(model.info()), other.lengths(model.info())));
                trainer.gradients(Batches.of(trainer, other.data(model.info()), other.lengths(model.info())));
                trainer.evaluate(Batches.of(trainer, other.data(model.info())));
            }
            add(trainer.train(Batches.of(trainer, data(model.info()))));
        }
        for (Tensor parameter : model.parameters()) {
            for (double value : parameter.toArray()) {
                add(value);
            }
        }
        return Long.toHexString(bits.getValue());
    }

    private void add(double value) {
        // What else there is in a NaN is no matter of Java's.
        long raw = Double.doubleToLongBits(value);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bits.update((int) (raw >>> shift) & 0xff);
        }
    }

    private int[] lengths(ModelInfo info) {
        int[] lengths = new int[info.batch()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = next() % (info.window() + 1);
        }
        return lengths;
    }

    private Object[] data(ModelInfo info) {
        List<DataSpec> specs = new ArrayList<>(info.inputs());
        specs.addAll(info.targets());
        return specs.stream().map(spec -> data(spec, info)).toArray();
    }

    private int next() {
        seed = seed * 6364136223846793005L + 1442695040888963407L;
        return (int) (seed >>> 40);
    }

    private Object data(DataSpec spec, ModelInfo info) {
        int count = info.batch() * (spec.perStep() ? info.window() : 1) * spec.width();
        int[] tokens = new int[count];
        float[] floats = new float[count];
        double[] doubles = new double[count];
        for (int i = 0; i < count; i++) {
            int random = next();
            tokens[i] = random % spec.size();
            floats[i] = random / (float) (1 << 23) - 1;
            doubles[i] = floats[i];
        }
        if (spec.kind() == DataSpec.Kind.TOKEN) {
            return tokens;
        }
        return info.precision() == org.rnnc.runtime.annotation.Precision.FLOAT ? floats : doubles;
    }
}
