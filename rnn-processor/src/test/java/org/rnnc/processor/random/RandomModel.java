// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.function.Supplier;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.ModelSpec.Precision;
import org.rnnc.processor.reference.RandomGraphs;
import org.rnnc.processor.reference.RandomGraphs.Options;
import org.rnnc.processor.support.EmittedModel;

/**
 * A model as nobody would write it. The same seed gives the same model.
 *
 * @param text what it looks like
 * @param spec what the compiler makes of it
 * @param precise the same in double, with gradients of all steps: the same object if it has both
 * @param again makes it anew
 */
public record RandomModel(long seed, String text, ModelSpec spec, ModelSpec precise, Supplier<ModelSpec> again) {
    /** One that puts together what the language has. */
    public static RandomModel text(long seed) {
        String text = write(seed);
        ModelSpec spec = spec(seed, text);
        String precise = text.replace("precision float", "precision double").replaceAll(", backward \\d+", "");
        return new RandomModel(
                seed, text, spec, precise.equals(text) ? spec : spec(seed, precise), () -> spec(seed, write(seed)));
    }

    /** One that puts together all operations that a graph has, also where the language would not. */
    public static RandomModel graph(long seed) {
        ModelSpec precise = graph(seed, Precision.DOUBLE);
        ModelSpec spec = seed % 2 == 0 ? precise : graph(seed, Precision.FLOAT);
        return new RandomModel(seed, precise.graph().explain(), spec, precise, () -> graph(seed, spec.precision()));
    }

    private static ModelSpec graph(long seed, Precision precision) {
        return RandomGraphs.model(seed, seed % 3 == 0 ? Options.STREAMING : Options.EVERYTHING, precision);
    }

    /** A model's body, own cells first. */
    static String write(long seed) {
        Chance chance = new Chance(seed);
        RandomLayers layers = new RandomLayers(chance);
        RandomLosses losses = new RandomLosses(chance, layers);
        String body = layers.text() + losses.text();
        // Which parameters and values there are is the compiler's to say.
        RandomTraining training = new RandomTraining(
                chance, spec(seed, body).graph(), layers.flows().isBegun());
        return body + training.text() + (chance.of(0.5) ? "precision float\n" : "precision double\n");
    }

    private static ModelSpec spec(long seed, String text) {
        try {
            return EmittedModel.spec("Random" + seed, text);
        } catch (RuntimeException e) {
            throw new IllegalStateException(e.getMessage() + "\nin\n" + text, e);
        }
    }
}
