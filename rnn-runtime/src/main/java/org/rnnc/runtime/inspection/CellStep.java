// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/**
 * One time step of a cell by itself: forward from inputs and previous states, then backward from the gradients of its
 * outputs to those of the inputs, of the previous states and of every parameter. It is made of a model whose window is one
 * step and whose loss is {@code linear}, so that what comes in from the next step and from above is given from outside:
 *
 * <pre>{@code
 * model LstmStep {
 *   input  x: vector<3>
 *   output h = x |> lstm(5) as cell
 *   output c = cell.c
 *   loss   linear(h) + linear(c)
 *   train { window 1; batch 10; gradients input, state }
 * }
 *
 * CellStep step = new CellStep(LstmStep.create(1));
 * step.forward(Map.of("x", x), Map.of("h", hPrevious, "c", cPrevious));
 * step.backward(Map.of("h", dhNext, "c", dcNext));
 * double[] dx = step.inputGradient("x").toArray();
 * double[] dhPrevious = step.stateGradient("h").toArray();
 * double[] dW = step.parameterGradient("weight_ih").toArray();
 * }</pre>
 *
 * <p>Where a name such as {@code "cell.weight_ih"} is the only one that ends so, {@code "weight_ih"} will do. Data are
 * row-major, {@code [batch][n]}; a token is given as its number. The tensors are live views, which the next call changes.
 * For looking, checking and teaching: to train, use {@link Trainer}. Not for use by two threads at once.
 */
public final class CellStep {
    private final ModelInfo info;
    private final Trainer trainer;
    private final Batch batch;
    private final List<double[]> previous;

    /**
     * Makes the workspace for one step.
     *
     * @param model one with a window of one step and a loss of {@code linear} terms; its parameters are read only
     * @throws IllegalArgumentException if the window is longer, or a target is a token
     */
    public CellStep(Model model) {
        Objects.requireNonNull(model, "model");
        info = model.info();
        if (info.window() != 1) {
            throw new IllegalArgumentException("model " + info.name() + " has a window of " + info.window()
                    + " steps; a single step needs train { window 1 }");
        }
        for (DataSpec target : info.targets()) {
            if (target.kind() == DataSpec.Kind.TOKEN) {
                throw notLinear();
            }
        }
        trainer = model.newTrainer();
        batch = Batch.zeros(info);
        previous = trainer.states().stream().map(Tensor::toArray).toList();
    }

    private IllegalArgumentException notLinear() {
        return new IllegalArgumentException(
                "the loss of model " + info.name() + " is not a sum of linear(...) of its outputs");
    }

    private DataSpec spec(int index) {
        int inputs = info.inputs().size();
        return index < inputs ? info.inputs().get(index) : info.targets().get(index - inputs);
    }

    /** None is missing: the batch was made with all. */
    private Object array(int index) {
        int inputs = info.inputs().size();
        return Objects.requireNonNull(index < inputs ? batch.input(index) : batch.target(index - inputs));
    }

    /**
     * Runs one step.
     *
     * @param inputs every input by name, {@code [batch][n]}; tokens as their numbers, {@code [batch]}
     * @param previousStates the states of the step before, {@code [batch][n]}; zeros where one is not given
     * @throws IllegalArgumentException if a name is unknown or missing, a length wrong, a number NaN, a token out of
     *     range, or the loss is not linear
     */
    public void forward(Map<String, double[]> inputs, Map<String, double[]> previousStates) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(previousStates, "previousStates");
        List<DataSpec> specs = info.inputs();
        checkNames(inputs, specs.stream().map(DataSpec::name).toList(), "input");
        for (int i = 0; i < specs.size(); i++) {
            double[] values = inputs.get(specs.get(i).name());
            if (values == null) {
                throw new IllegalArgumentException("input \"" + specs.get(i).name() + "\" is missing");
            }
            set(i, values);
        }
        for (int i = 0; i < info.targets().size(); i++) {
            set(specs.size() + i, null);
        }
        List<Tensor> states = trainer.states();
        previous.forEach(values -> Arrays.fill(values, 0));
        previousStates.forEach((name, values) -> {
            int index = states.indexOf(find(states, name, "state"));
            checkLength(name, values, previous.get(index).length);
            System.arraycopy(values, 0, previous.get(index), 0, values.length);
        });
        start();
        double loss = trainer.evaluate(batch);
        if (Double.isFinite(loss) && loss != 0) {
            throw notLinear();
        }
    }

    /**
     * Goes back through the step that {@link #forward} has run last.
     *
     * @param outputGradients what the gradient of the whole is with respect to outputs, {@code [batch][n]}, from the next
     *     step and from whatever uses the output; zeros where one is not given
     * @throws IllegalArgumentException if a name is unknown, a length wrong or a number NaN
     */
    public void backward(Map<String, double[]> outputGradients) {
        Objects.requireNonNull(outputGradients, "outputGradients");
        List<DataSpec> specs = info.targets();
        checkNames(outputGradients, specs.stream().map(DataSpec::name).toList(), "output with linear(...) called");
        for (int i = 0; i < specs.size(); i++) {
            set(info.inputs().size() + i, outputGradients.get(specs.get(i).name()));
        }
        start();
        trainer.gradients(batch);
    }

    /** The previous states; a trainer goes on to other ones with each call. */
    private void start() {
        for (int i = 0; i < previous.size(); i++) {
            trainer.states().get(i).write(previous.get(i));
        }
    }

    /**
     * A value of the step.
     *
     * @param name an output, a named value, or what the specification observes
     * @return a live view of shape {@code [1][batch][n]}
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public Tensor value(String name) {
        return trainer.values(name);
    }

    /**
     * The gradient with respect to an observed value, after {@link #backward}.
     *
     * @param name as it stands after {@code observe}
     * @return a live view of shape {@code [1][batch][n]}
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public Tensor valueGradient(String name) {
        return trainer.valueGradients(name);
    }

    /**
     * The gradient with respect to an input, after {@link #backward}.
     *
     * @param name the input
     * @return a live view of shape {@code [1][batch][n]}
     * @throws IllegalArgumentException if there is none of that name, or the specification does not say {@code gradients
     *     input}; the message lists those there are
     */
    public Tensor inputGradient(String name) {
        return find(gradients(true), name, "gradient of an input");
    }

    /**
     * The gradient with respect to a state of the step before, after {@link #backward}.
     *
     * @param name the state, for example {@code "cell.h"}
     * @return a live view of shape {@code [batch][n]}
     * @throws IllegalArgumentException if there is none of that name, or the specification does not say {@code gradients
     *     state}; the message lists those there are
     */
    public Tensor stateGradient(String name) {
        return find(gradients(false), name, "gradient of a state");
    }

    /**
     * The gradient with respect to a parameter, summed over the batch, after {@link #backward}.
     *
     * @param name the parameter, for example {@code "cell.Wx"}
     * @return a live view of the parameter's shape
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public Tensor parameterGradient(String name) {
        return find(trainer.gradients(), name, "parameter");
    }

    /** A trainer lists the gradients of inputs before those of states. */
    private List<Tensor> gradients(boolean ofInputs) {
        List<String> inputs = info.inputs().stream().map(DataSpec::name).toList();
        return trainer.inputGradients().stream()
                .filter(gradient -> inputs.contains(gradient.name()) == ofInputs)
                .toList();
    }

    /** The tensor of that name; or the only one whose name ends in it, after a dot. */
    private Tensor find(List<Tensor> tensors, String name, String what) {
        List<Tensor> ending = new ArrayList<>();
        for (Tensor tensor : tensors) {
            if (tensor.name().endsWith("." + name)) {
                ending.add(tensor);
            }
        }
        return ending.size() == 1
                        && tensors.stream().noneMatch(tensor -> tensor.name().equals(name))
                ? ending.get(0)
                : Tensors.find(tensors, name, "model " + info.name() + " has no " + what);
    }

    private void checkNames(Map<String, double[]> given, List<String> known, String what) {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("model " + info.name() + " has no " + what + " \"" + name
                        + "\". There are: " + String.join(", ", known));
            }
        }
    }

    private static void checkLength(String name, double[] values, int expected) {
        Objects.requireNonNull(values, () -> "values of \"" + name + '"');
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    "\"" + name + "\": expected length " + expected + ", found length " + values.length);
        }
    }

    /** Fills in a datum of the window; zeros for null. */
    private void set(int index, double @Nullable [] values) {
        Object array = array(index);
        int length = info.batch() * spec(index).width();
        if (values != null) {
            checkLength(spec(index).name(), values, length);
        }
        for (int i = 0; i < length; i++) {
            double value = values == null ? 0 : values[i];
            if (array instanceof int[] tokens) {
                tokens[i] = token(spec(index), value);
            } else if (array instanceof float[] floats) {
                floats[i] = (float) value;
            } else {
                ((double[]) array)[i] = value;
            }
        }
    }

    private static int token(DataSpec spec, double value) {
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException("\"" + spec.name() + "\": " + value + " is not the number of a token");
        }
        return (int) value;
    }
}
