// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.reference.RandomGraphs;
import org.rnnc.processor.reference.RandomGraphs.Options;
import org.rnnc.processor.support.EmittedModel;

/**
 * Far more random models than {@link RandomModelsTest} has time to compile: sources can be written for each. {@code
 * -Dfuzz.emitted=3000} tries more, {@code -Dfuzz.seed=17} begins there.
 */
class RandomEmissionTest {
    private static LongStream seeds() {
        long first = Long.getLong("fuzz.seed", 1);
        return LongStream.range(first, first + Long.getLong("fuzz.emitted", 40));
    }

    private static void emit(ModelSpec spec, String described) {
        assertDoesNotThrow(() -> EmittedModel.sources(spec, "random"), () -> spec.name() + ":\n" + described);
    }

    @Test
    void texts() {
        seeds().mapToObj(RandomModel::text).forEach(model -> emit(model.spec(), model.text()));
    }

    @Test
    void graphs() {
        seeds().forEach(seed -> {
            for (Options options : new Options[] {Options.EVERYTHING, Options.STREAMING}) {
                ModelSpec spec = RandomGraphs.model(seed, options);
                emit(spec, spec.graph().explain());
            }
        });
    }
}
