// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.panel.TiledKernels;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Weights in another order and products of four rows at a time, {@link TiledKernels}: the same bits as the plain target,
 * in values, gradients, what the optimizer remembers and predictions, and the same as recorded after training.
 */
class SecondTargetTest {
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);
    private static final int AT_ONCE = 10;
    private static final int WINDOWS = 3;

    @Test
    void texts() {
        compare(RandomModel::text, 20);
    }

    @Test
    void graphs() {
        compare(RandomModel::graph, 12);
    }

    @Test
    void trainingAsRecorded() throws IOException {
        List<ModelSpec> specs = BitEqualityTest.specs();
        List<CompiledModel> models = CompiledModel.ofAll(specs, TiledKernels::new);
        StringBuilder hashes = new StringBuilder();
        for (int i = 0; i < models.size(); i++) {
            String hash = TrainingHash.of(models.get(i).create(5));
            hashes.append(specs.get(i).name()).append(' ').append(hash).append('\n');
        }
        assertEquals(BitEqualityTest.recorded(), hashes.toString());
    }

    /** Otherwise nothing would be compared. */
    @Test
    void theSourcesAreOthers() {
        CompiledModel tiled = CompiledModel.ofAll(BitEqualityTest.specs().subList(3, 4), TiledKernels::new)
                .get(0);
        String engine = String.join("\n", tiled.sources().values());
        for (String part : List.of("for (; row + 4 <= rows; row += 4)", "multiplyTiled_4(", "PanelBlock.of(")) {
            assertTrue(engine.contains(part), () -> part + " in\n" + engine);
        }
    }

    private static void compare(LongFunction<RandomModel> models, int standard) {
        long end = FIRST_SEED + Long.getLong("fuzz.models", standard);
        for (long seed = FIRST_SEED; seed < end; seed += AT_ONCE) {
            List<RandomModel> some = LongStream.range(seed, Math.min(end, seed + AT_ONCE))
                    .mapToObj(models)
                    .toList();
            compare(some);
        }
    }

    private static void compare(List<RandomModel> models) {
        List<ModelSpec> specs = models.stream().map(RandomModel::spec).toList();
        List<CompiledModel> plain = CompiledModel.ofAll(specs);
        List<CompiledModel> tiled = CompiledModel.ofAll(specs, TiledKernels::new);
        for (int i = 0; i < specs.size(); i++) {
            Map<String, double[]> expected = bits(specs.get(i), plain.get(i));
            Map<String, double[]> found = bits(specs.get(i), tiled.get(i));
            assertEquals(expected.keySet(), found.keySet());
            long seed = models.get(i).seed();
            expected.forEach(
                    (what, numbers) -> assertArrayEquals(numbers, found.get(what), () -> "seed " + seed + ", " + what));
        }
    }

    /** All that can be seen of some windows, of sequences that may be short, with an update after each; then predictions. */
    static Map<String, double[]> bits(ModelSpec spec, CompiledModel compiled) {
        Map<String, double[]> bits = new LinkedHashMap<>();
        ModelRun run = new ModelRun(spec, compiled.create(5));
        Trainer trainer = run.trainer();
        int steps = spec.training().window();
        int batch = spec.training().batch();
        for (int window = 0; window < WINDOWS; window++) {
            WindowData data = WindowData.random(spec.graph(), steps, batch, window);
            int[] lengths = window == 0
                    ? null
                    : new SplittableRandom(window).ints(batch, 0, steps + 1).toArray();
            String when = "window " + window + ", ";
            bits.put(when + "loss", new double[] {trainer.train(Batches.of(trainer, run.arrays(data), lengths))});
            for (Map.Entry<String, List<Tensor>> some :
                    seen(spec.graph(), trainer).entrySet()) {
                some.getValue()
                        .forEach(tensor -> bits.put(when + some.getKey() + " of " + tensor.name(), tensor.toArray()));
            }
            predict(run, data, lengths, when, bits);
        }
        return bits;
    }

    private static Map<String, List<Tensor>> seen(Graph graph, Trainer trainer) {
        Map<String, List<Tensor>> seen = new LinkedHashMap<>();
        List<Tensor> values = new ArrayList<>();
        graph.values().forEach((name, node) -> {
            if (node.isVector()) {
                values.add(trainer.values(name));
            }
        });
        seen.put("values", values);
        seen.put("parameters", trainer.model().parameters());
        seen.put("gradients", trainer.gradients());
        seen.put("input gradients", trainer.inputGradients());
        seen.put("what is remembered", trainer.optimizerState());
        seen.put("states", trainer.states());
        return seen;
    }

    private static void predict(ModelRun run, WindowData data, int[] lengths, String when, Map<String, double[]> bits) {
        Predictor predictor = run.model().newPredictor(data.steps(), data.batch());
        Object[] outputs = PredictorComparison.outputs(run, data.steps(), data.batch());
        predictor.run(data.steps(), data.batch(), lengths, null, PredictorComparison.inputs(run, data), outputs);
        for (int i = 0; i < outputs.length; i++) {
            bits.put(when + "prediction " + i, doubles(outputs[i]));
        }
    }

    private static double[] doubles(Object numbers) {
        if (numbers instanceof float[] floats) {
            double[] wide = new double[floats.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = floats[i];
            }
            return wide;
        }
        return (double[]) numbers;
    }
}
