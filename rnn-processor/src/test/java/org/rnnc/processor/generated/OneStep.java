// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** A model's loss, and its gradients by parameters or inputs, for data given as doubles. */
final class OneStep {
    private final Model model;
    private final Trainer trainer;

    private OneStep(Model model) {
        this.model = model;
        trainer = model.newTrainer();
    }

    static OneStep of(String text) {
        return new OneStep(CompiledModel.of(text).create(3));
    }

    /** One run of javac costs less than many. */
    static List<OneStep> ofAll(List<String> texts) {
        List<ModelSpec> specs = new ArrayList<>();
        texts.forEach(text -> specs.add(EmittedModel.spec("M", text)));
        return CompiledModel.ofAll(specs).stream()
                .map(compiled -> new OneStep(compiled.create(3)))
                .toList();
    }

    Trainer trainer() {
        return trainer;
    }

    Model model() {
        return model;
    }

    /** Numbers as the model takes them. */
    Object numbers(double... values) {
        if (model.info().precision() == Precision.DOUBLE) {
            return values;
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    double gradients(Object... data) {
        return trainer.gradients(Batches.of(trainer, data));
    }

    double[] ofInput(String name) {
        return find(trainer.inputGradients(), name);
    }

    double[] ofParameter(String name) {
        return find(trainer.gradients(), name);
    }

    private static double[] find(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " among " + tensors))
                .toArray();
    }
}
