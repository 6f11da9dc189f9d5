// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.List;
import java.util.Objects;
import org.rnnc.runtime.support.Checks;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/**
 * A network's parameters, and the way to run and train it. Every generated class implements this interface, so that
 * tools need to know no particular model.
 *
 * <p>Threads: any number of threads may read the parameters at once, each through a session or trainer of its own. While
 * a trainer updates them, or a parameter tensor is written, nobody else may use the model.
 */
public interface Model {
    /**
     * What the model is.
     *
     * @return the same value every time
     */
    ModelInfo info();

    /**
     * The parameters as logical tensors, in the order of the specification. One that layers share is there once, by the
     * name of the layer that declares it.
     *
     * @return live, writable views; the list itself cannot be changed
     */
    List<Tensor> parameters();

    /**
     * Makes the workspace of inference over whole sequences and batches.
     *
     * @param maxSteps the longest sequence there will be
     * @param maxBatch the most sequences there will be at a time
     * @return a new predictor, for one thread
     * @throws IllegalArgumentException if one is below 1, or there is no array for as much
     */
    Predictor newPredictor(int maxSteps, int maxBatch);

    /**
     * Makes the workspace of inference over whole sequences of a model that may have several axes.
     *
     * @param maxSteps by axis, in the order of {@link ModelInfo#axes()}, the longest sequence there will be
     * @param maxBatch the most sequences there will be at a time
     * @return a new predictor, for one thread
     * @throws IllegalArgumentException if there is another number of axes, or a number is below 1, or there is no array for as
     *     much
     */
    default Predictor newPredictor(int[] maxSteps, int maxBatch) {
        Objects.requireNonNull(maxSteps, "maxSteps");
        Checks.axes("maxSteps", info().name(), maxSteps.length, info().axes().size());
        return newPredictor(maxSteps[0], maxBatch);
    }

    /**
     * Makes a trainer with gradients, optimizer state and recurrent states at zero. It updates this model's parameters;
     * two trainers on one model must take turns.
     *
     * @return a new trainer, for one thread
     */
    Trainer newTrainer();

    /**
     * Finds a parameter.
     *
     * @param name a name out of {@link #parameters()}; of a shared one, also what other layers call it
     * @return a live view of it
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    default Tensor parameter(String name) {
        return Tensors.find(parameters(), name, "model " + info().name() + " has no parameter");
    }

    /**
     * The model on one line, as {@code toString()} of generated classes shows it.
     *
     * @return its name, what goes in and comes out, how many parameters it has, and how it is trained
     */
    default String summary() {
        return Summary.of(info(), parameterCount());
    }

    /**
     * The model as a table: a row for each parameter, by layer, with its shape, how many numbers it has and their bytes; then
     * how many there are in all. One that streams also says what a running state takes.
     *
     * @return several lines, without a line break at the end
     */
    default String describe() {
        return Summary.table(summary(), info().precision(), parameters(), 0);
    }

    /**
     * How many numbers are trained.
     *
     * @return the sum of all parameters' sizes
     */
    default long parameterCount() {
        long count = 0;
        for (Tensor parameter : parameters()) {
            count += parameter.size();
        }
        return count;
    }
}
