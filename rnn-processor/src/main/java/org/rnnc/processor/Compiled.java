// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.front.Front;
import org.rnnc.processor.standalone.ModelSources;

/**
 * One model on its way to the texts of its classes; none of it asks the compiler anything.
 *
 * @param sources null where the compiler failed
 * @param texts of the sources, by the qualified name of the class
 */
record Compiled(
        ModelSpec model,
        @Nullable ModelSources sources,
        Map<String, String> texts,
        @Nullable Throwable failure) {

    /** The models of a spec that have no errors. */
    static List<Compiled> of(Front front, boolean vectors, boolean open, Diagnostics diagnostics) {
        return SpecCompiler.compile(front.spec(), front.neighbours().sound(), diagnostics).stream()
                .map(model -> of(model, vectors, front.packageName(), open))
                .toList();
    }

    private static Compiled of(ModelSpec model, boolean vectors, String packageName, boolean open) {
        try {
            ModelSources sources = ModelSources.of(model, vectors, packageName, open);
            return new Compiled(model, sources, sources.texts(), null);
        } catch (RuntimeException | StackOverflowError e) {
            return new Compiled(model, null, Map.of(), e);
        }
    }
}
