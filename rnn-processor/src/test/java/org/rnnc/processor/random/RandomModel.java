// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.EmittedModel;

/**
 * A model as nobody would write it, which puts together what the language has: a text, and what the compiler makes of
 * it. The same seed gives the same model.
 *
 * @param precise the same in double, with gradients of all steps and parameters
 */
public record RandomModel(long seed, String text, ModelSpec spec, ModelSpec precise) {
    public static RandomModel of(long seed) {
        Chance chance = new Chance(seed);
        RandomLayers layers = new RandomLayers(chance);
        String body = layers.cells() + layers.text() + new RandomLosses(chance, layers).text();
        // Which parameters and values there are is the compiler's to say.
        String training = new RandomTraining(
                        chance, spec(seed, body).graph(), layers.flows().isBegun())
                .text();
        String text = body + training + (chance.of(0.5) ? "precision float\n" : "precision double\n");
        ModelSpec spec = spec(seed, text);
        String precise = text.replace("precision float", "precision double")
                .replaceAll(", backward \\d+", "")
                .replaceAll("\n  freeze .*", "");
        return new RandomModel(seed, text, spec, precise.equals(text) ? spec : spec(seed, precise));
    }

    private static ModelSpec spec(long seed, String text) {
        try {
            return EmittedModel.spec("Random" + seed, text);
        } catch (RuntimeException e) {
            throw new IllegalStateException(e.getMessage() + "\nin\n" + text, e);
        }
    }
}
