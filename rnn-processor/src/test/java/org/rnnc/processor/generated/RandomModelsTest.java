// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.io.IOException;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.random.Features;
import org.rnnc.processor.random.RandomModel;

/**
 * Models that are put together by chance, each with all checks of {@link RandomModelChecks}. {@code -Dfuzz.models=1000}
 * tries more of them, {@code -Dfuzz.seed=17} begins there. What fails is shown with its text, and with what to type to
 * see it alone.
 */
class RandomModelsTest {
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);
    private static final int AT_ONCE = 10;

    /** What can be written in the language. */
    @Test
    void texts() throws IOException {
        Features features = new Features();
        try {
            everyModel(
                    "texts",
                    seed -> {
                        RandomModel model = RandomModel.text(seed);
                        features.count(model.text());
                        return model;
                    },
                    20);
        } finally {
            System.out.println("texts with each feature: " + features);
        }
    }

    /** Any graph of operations, as the language would not make it. */
    @Test
    void graphs() throws IOException {
        everyModel("graphs", RandomModel::graph, 12);
    }

    private static void everyModel(String test, LongFunction<RandomModel> models, int standard) throws IOException {
        long count = Long.getLong("fuzz.models", standard);
        RandomModelReport report = new RandomModelReport(test);
        RandomModelChecks checks = new RandomModelChecks(report);
        for (long done = 0; done < count; done += AT_ONCE) {
            List<RandomModel> some = LongStream.range(done, Math.min(count, done + AT_ONCE))
                    .mapToObj(i -> models.apply(FIRST_SEED + i))
                    .toList();
            checks.run(some);
        }
        report.check();
        report.checkHashes(FIRST_SEED == 1 && count >= standard);
    }
}
