// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.List;
import java.util.function.Supplier;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.ModelSpec.Precision;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.reference.RandomGraphs;
import org.rnnc.processor.reference.RandomGraphs.Options;
import org.rnnc.processor.support.EmittedModel;

/**
 * A model as nobody would write it. The same seed gives the same model.
 *
 * @param text what it looks like
 * @param spec what the compiler makes of it
 * @param precise the same in double, with gradients of all steps and parameters: the same object if that is what {@code spec} is
 * @param steps whether each step depends on earlier ones alone, if there is a step
 * @param again makes it anew
 */
public record RandomModel(
        long seed, String text, ModelSpec spec, ModelSpec precise, boolean steps, Supplier<ModelSpec> again) {
    /** One that puts together what the language has. */
    public static RandomModel text(long seed) {
        String text = write(seed);
        ModelSpec spec = spec(seed, text);
        String changed = text.replace("precision float", "precision double")
                .replaceAll(", backward \\d+", "")
                .replaceAll("\n  freeze .*", "");
        ModelSpec precise = changed.equals(text) ? spec : spec(seed, changed);
        return new RandomModel(seed, text, spec, precise, true, () -> spec(seed, write(seed)));
    }

    /** One of several time axes. */
    public static RandomModel axes(long seed) {
        return of(seed, () -> sampled(seed, new RandomTranslation(new Chance(seed)).text()));
    }

    /** One over trees. */
    public static RandomModel trees(long seed) {
        return of(seed, () -> new RandomForest(new Chance(seed)).text());
    }

    /** One of a tree over the states of a sequence. */
    public static RandomModel parses(long seed) {
        return of(seed, () -> new RandomParse(new Chance(seed)).text());
    }

    /** Some of those that feed tokens back take their own at some steps of training, if a step is known before the next. */
    private static String sampled(long seed, String text) {
        boolean stepByStep = !text.contains("start = writer");
        return seed % 3 == 1 && stepByStep
                ? text.replaceAll("previous\\(said, start = (\\d+)\\)", "previous(said, start = $1, sampling = 0.5)")
                : text;
    }

    /** One that somebody wrote. */
    public static RandomModel written(long seed, String text) {
        return of(seed, () -> text);
    }

    private static RandomModel of(long seed, Supplier<String> written) {
        String text = written.get();
        ModelSpec spec = spec(seed, text);
        String changed = text.replace("precision float", "precision double").replaceAll(", backward \\d+", "");
        ModelSpec precise = changed.equals(text) ? spec : spec(seed, changed);
        return new RandomModel(seed, text, spec, precise, true, () -> spec(seed, written.get()));
    }

    /** One of several axes with values for each step of two of them. */
    public static RandomModel attention(long seed) {
        return of(seed, () -> sampled(seed, new RandomAttention(new Chance(seed)).text()));
    }

    /** The same text with one sequence for a batch. */
    public ModelSpec alone() {
        return spec(seed, text.replaceAll("\n  batch \\d+", "\n  batch 1"));
    }

    /** One that puts together all operations that a graph has, also where the language would not. */
    public static RandomModel graph(long seed) {
        ModelSpec precise = graph(seed, Precision.DOUBLE);
        Supplier<ModelSpec> again = () -> {
            ModelSpec spec = graph(seed, seed % 2 == 0 ? Precision.DOUBLE : Precision.FLOAT);
            return seed % 5 == 0 ? cut(spec) : spec;
        };
        return new RandomModel(seed, precise.graph().explain(), again.get(), precise, seed % 3 == 0, again);
    }

    /** With gradients of its last steps alone. */
    private static ModelSpec cut(ModelSpec spec) {
        Training t = spec.training();
        int window = Math.max(t.window(), 3);
        return spec.with(new Training(
                window,
                1 + (int) Math.floorMod(t.seed(), window - 1L),
                true,
                t.batch(),
                t.optimizer(),
                t.clips(),
                t.seed(),
                t.unroll(),
                List.of(Training.GradientOf.INPUT),
                t.parameters()));
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
