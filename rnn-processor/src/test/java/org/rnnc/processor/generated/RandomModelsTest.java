// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.random.RandomModel;

/**
 * Models that combine by chance what the language has, each with all checks of {@link RandomModelChecks}. {@code
 * -Dfuzz.models=1000} tries more of them, {@code -Dfuzz.seed=17} begins there. What fails is shown with its text, and
 * with what to type to see it alone.
 */
class RandomModelsTest {
    private static final int MODELS = Integer.getInteger("fuzz.models", 20);
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 1);
    private static final int AT_ONCE = 10;

    @Test
    void everyModel() {
        List<String> failures = new ArrayList<>();
        RandomModelChecks checks = new RandomModelChecks();
        for (int done = 0; done < MODELS; done += AT_ONCE) {
            List<RandomModel> models = new ArrayList<>();
            for (int i = done; i < Math.min(MODELS, done + AT_ONCE); i++) {
                models.add(RandomModel.text(FIRST_SEED + i));
            }
            failures.addAll(checks.run(models));
        }
        System.out.println(checks.summary());
        assertEquals("", String.join("\n\n", failures), () -> failures.size() + " failures in " + MODELS + " models");
        checks.assertFewKinks();
    }
}
