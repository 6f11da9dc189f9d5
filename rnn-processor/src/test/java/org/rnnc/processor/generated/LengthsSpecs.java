// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Training;

/** The models and lengths that a {@link LengthsComparison} is about. */
final class LengthsSpecs {
    private LengthsSpecs() {}

    /** The same model, which hands on its states, with all gradients that there can be. */
    static ModelSpec whole(ModelSpec spec) {
        Training t = spec.training();
        boolean cut = t.backward() < t.window();
        List<Training.GradientOf> all =
                cut ? List.of(Training.GradientOf.INPUT) : List.of(Training.GradientOf.values());
        return with(spec, t.window(), t.batch(), true, all);
    }

    /**
     * The windows that a comparison has a single sequence in: the whole one, and with every third seed one as long as
     * the longest sequence.
     */
    static Set<Integer> singleWindows(ModelSpec spec, long seed) {
        int window = spec.training().window();
        // Sums of a model that is cut run the other way round, so the smaller one must be cut, too.
        boolean cut = spec.training().backward() < window;
        Set<Integer> all = new TreeSet<>(List.of(window));
        if (seed % 3 == 0) {
            windows(spec, seed).stream()
                    .map(lengths -> longest(lengths, window))
                    .filter(length ->
                            length > 0 && (!cut || length > spec.training().backward()))
                    .findFirst()
                    .ifPresent(all::add);
        }
        return all;
    }

    /** The same for one sequence. */
    static ModelSpec single(ModelSpec spec, int window) {
        Training t = spec.training();
        return with(spec, window, 1, t.carryState(), t.gradients());
    }

    /** The same equations in a window of another size. */
    private static ModelSpec with(
            ModelSpec spec, int window, int batch, boolean carry, List<Training.GradientOf> gradients) {
        Training t = spec.training();
        Training other = new Training(
                window,
                t.backward() < t.window() ? Math.min(t.backward(), window) : window,
                carry,
                batch,
                t.optimizer(),
                t.clips(),
                t.seed(),
                t.unroll(),
                gradients,
                t.parameters());
        return spec.with(other);
    }

    /** The lengths of a few windows; null is all steps of all sequences. */
    static List<int[]> windows(ModelSpec spec, long seed) {
        int steps = spec.training().window();
        int batch = spec.training().batch();
        SplittableRandom random = new SplittableRandom(-seed);
        List<int[]> windows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            windows.add(random.ints(batch, 0, steps + 1).toArray());
        }
        windows.add(new int[batch]);
        windows.add(null);
        return windows;
    }

    static int longest(int[] lengths, int window) {
        return lengths == null ? window : Arrays.stream(lengths).max().orElseThrow();
    }
}
