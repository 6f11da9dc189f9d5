// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.support.CompiledModel;

/**
 * A random model, compiled in all the forms that its checks need.
 *
 * @param precise in double, with gradients of all steps
 * @param single for one sequence, by the length of the window
 */
record RandomCase(
        RandomModel model, CompiledModel compiled, CompiledModel precise, Map<Integer, CompiledModel> single) {

    ModelSpec spec() {
        return model.spec();
    }

    /** A new model with a trainer. */
    ModelRun run() {
        return new ModelRun(model.spec(), compiled.create(1));
    }

    /** All models by one run of javac. */
    static List<RandomCase> compile(List<RandomModel> models) {
        List<ModelSpec> specs = new ArrayList<>();
        for (RandomModel model : models) {
            specs.add(model.spec());
            if (model.precise() != model.spec()) {
                specs.add(model.precise());
            }
            singles(model).forEach((window, spec) -> specs.add(spec));
        }
        List<CompiledModel> compiled = CompiledModel.ofAll(specs);
        List<RandomCase> cases = new ArrayList<>();
        int next = 0;
        for (RandomModel model : models) {
            CompiledModel own = compiled.get(next++);
            CompiledModel precise = model.precise() == model.spec() ? own : compiled.get(next++);
            Map<Integer, CompiledModel> single = new HashMap<>();
            for (int window : singles(model).keySet()) {
                single.put(window, compiled.get(next++));
            }
            if (model.spec().training().batch() == 1) {
                single.put(model.spec().training().window(), own);
            }
            cases.add(new RandomCase(model, own, precise, single));
        }
        return cases;
    }

    /** By window those for one sequence, but for the model itself if it has just one. */
    private static Map<Integer, ModelSpec> singles(RandomModel model) {
        ModelSpec spec = model.spec();
        Map<Integer, ModelSpec> singles = new TreeMap<>();
        for (int window : LengthsSpecs.singleWindows(spec, model.seed())) {
            if (spec.training().batch() > 1 || window != spec.training().window()) {
                singles.put(window, LengthsSpecs.single(spec, window));
            }
        }
        return singles;
    }
}
