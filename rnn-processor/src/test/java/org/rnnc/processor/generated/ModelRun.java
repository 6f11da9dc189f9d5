// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.ReferenceMasks;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;

/** A compiled model and its trainer, fed with the same numbers as the interpreter. */
final class ModelRun {
    private final ModelSpec spec;
    private final Model model;
    private final Trainer trainer;
    private long[] ids;

    ModelRun(ModelSpec spec, Model model) {
        this.spec = spec;
        this.model = model;
        trainer = model.newTrainer();
    }

    ModelSpec spec() {
        return spec;
    }

    Model model() {
        return model;
    }

    Trainer trainer() {
        return trainer;
    }

    /** Calls the sequences of the windows to come by these ids. */
    void name(long... sequences) {
        ids = sequences;
        trainer.setSequenceIds(sequences);
    }

    /** The random masks of an update. */
    ReferenceMasks masks(long update) {
        long seed = spec.training().seed();
        return ids == null
                ? ReferenceMasks.of(seed, update, spec.training().batch())
                : new ReferenceMasks(seed, update, ids);
    }

    /** Whether the model computes in float. */
    boolean isFloat() {
        return spec.precision() == ModelSpec.Precision.FLOAT;
    }

    /** As the model takes it: {@code double[]} is rounded where it computes in float. */
    Object array(Object values) {
        if (values instanceof double[] numbers && isFloat()) {
            float[] narrow = new float[numbers.length];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (float) numbers[i];
            }
            return narrow;
        }
        return values;
    }

    /** What the graph sees as the token after the last one, as it comes from outside. */
    private static Object marked(Graph.Data target, Object values) {
        if (target.ignored().isEmpty()) {
            return values;
        }
        int last = ((Shape.Token) target.shape()).count() - 1;
        return Arrays.stream((int[]) values)
                .map(token -> token == last ? target.ignored().getAsInt() : token)
                .toArray();
    }

    Object[] arrays(WindowData data) {
        Object[] arrays = data.arrays();
        for (int i = 0; i < spec.graph().targets().size(); i++) {
            int place = spec.graph().inputs().size() + i;
            arrays[place] = marked(spec.graph().targets().get(i), arrays[place]);
        }
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = array(arrays[i]);
        }
        return arrays;
    }

    /** Gives the parameters and the initial states of {@code data} to the model. */
    void start(WindowData data) {
        spec.graph().parameters().forEach(p -> write(p, data.parameters().get(p.index())));
        for (State state : spec.graph().states()) {
            if (state.initial().isPresent()) {
                tensor(trainer.states(), state.name())
                        .ifPresent(t -> t.write(data.initials().get(state.index())));
            }
        }
    }

    /** The parameters and initial states that the model has now, with the window data of {@code data}. */
    WindowData now(WindowData data) {
        List<double[]> parameters = byParameter(model.parameters());
        List<double[]> initials = new ArrayList<>();
        for (State state : spec.graph().states()) {
            initials.add(tensor(trainer.states(), state.name())
                    .map(Tensor::toArray)
                    .orElseGet(() -> new double[data.batch() * state.size()]));
        }
        return new WindowData(
                data.steps(),
                data.batch(),
                parameters,
                data.inputs().stream().map(this::rounded).toList(),
                data.targets().stream().map(this::rounded).toList(),
                initials);
    }

    /** What is left of numbers that have been in the model's precision. */
    private Object rounded(Object values) {
        if (values instanceof double[] numbers && isFloat()) {
            return Arrays.stream(numbers).map(x -> (float) x).toArray();
        }
        return values;
    }

    /** Computes the gradients of a window that the next one continues. */
    double gradients(Object[] arrays, int[] lengths) {
        double loss = trainer.gradients(batch(arrays, lengths));
        trainer.advanceState();
        return loss;
    }

    /** A window's data, with the ids that its sequences are called by. */
    Batch batch(Object[] arrays, int[] lengths) {
        return Batches.of(trainer, arrays, lengths).ids(ids);
    }

    /** The gradients that the trainer shows, by index; zeros of what it shows none of. */
    List<double[]> gradients() {
        return spec.graph().parameters().stream()
                .map(p -> tensor(trainer.gradients(), p.tensorName())
                        .map(whole -> part(whole, p))
                        .orElseGet(() -> new double[(int) p.shape().elements()]))
                .toList();
    }

    /** What of {@code tensors}, which may hold several parameters each, belongs to each parameter, by index. */
    List<double[]> byParameter(List<Tensor> tensors) {
        return spec.graph().parameters().stream()
                .map(p -> part(tensor(tensors, p.tensorName()).orElseThrow(), p))
                .toList();
    }

    private double[] part(Tensor whole, Parameter parameter) {
        int offset = offset(parameter);
        int size = (int) parameter.shape().elements();
        return Arrays.copyOfRange(whole.toArray(), offset, offset + size);
    }

    private void write(Parameter parameter, double[] values) {
        Tensor tensor = tensor(model.parameters(), parameter.tensorName()).orElseThrow();
        double[] whole = tensor.toArray();
        System.arraycopy(values, 0, whole, offset(parameter), values.length);
        tensor.write(whole);
    }

    /** Where a parameter begins in the tensor it is stacked into. */
    private int offset(Parameter parameter) {
        return spec.graph().parameters().stream()
                .filter(p -> p.index() < parameter.index() && p.tensorName().equals(parameter.tensorName()))
                .mapToInt(p -> (int) p.shape().elements())
                .sum();
    }

    static Optional<Tensor> tensor(List<Tensor> tensors, String name) {
        return tensors.stream().filter(t -> t.name().equals(name)).findFirst();
    }
}
