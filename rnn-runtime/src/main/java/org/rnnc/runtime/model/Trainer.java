// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/**
 * Trains a model by truncated back-propagation through time, one window after the other. All memory is allocated when
 * the trainer is made.
 *
 * <p>The data of a window are a {@link Batch}; generated classes also have typed forms of {@code train}, {@code evaluate} and
 * {@code gradients}, which take arrays. What lies behind the end of a sequence counts nowhere; values and gradients there are
 * zeros. The ids of a batch are those of the windows that come after it, too.
 *
 * <p>The three methods that take data throw {@link IllegalArgumentException} for a batch of another model, an array that is
 * missing, of the wrong type or length, or holds a NaN or a token out of range, and have changed nothing then. Not for use by
 * two threads at once.
 */
public interface Trainer {
    /**
     * The model being trained.
     *
     * @return the model it was made by
     */
    Model model();

    /**
     * Trains on one window: forward, backward, clipping, update. The recurrent states advance when the specification
     * carries them on.
     *
     * @param batch the data of the window; read during the call only
     * @return the loss before the update
     * @throws IllegalArgumentException if the data do not fit
     */
    double train(Batch batch);

    /**
     * Runs one window forward only, as in use: random masks are what is expected of them. Nothing that comes after is
     * changed by it: parameters, optimizer state and recurrent states stay. {@link #advanceState()} goes on to the window
     * that follows.
     *
     * @param batch the data of the window; read during the call only
     * @return the loss
     * @throws IllegalArgumentException if the data do not fit
     */
    double evaluate(Batch batch);

    /**
     * Runs one window forward and backward without an update, with the random masks that the next update would have. Like
     * {@link #evaluate(Batch)} it changes nothing that comes after.
     *
     * @param batch the data of the window; read during the call only
     * @return the loss under these masks
     * @throws IllegalArgumentException if the data do not fit
     */
    double gradients(Batch batch);

    /**
     * The gradients of the last {@link #train(Batch)} or {@link #gradients(Batch)}, before clipping.
     *
     * <p>They may be written, for {@link #update()}; the next window computes them anew. Parameters that a model only adds
     * up, such as the two biases of an {@code rnn}, have one gradient: what is written into one tensor shows in the other. So all are
     * read before one is written, as with {@link Tensors#write}.
     *
     * @return live, writable views with the parameters' names and shapes, in their order; none of a tensor that is frozen,
     *     and zeros, which stay zeros, for the frozen part of another or one the loss does not depend on
     */
    List<Tensor> gradients();

    /**
     * Adds gradients from outside to {@link #gradients()}, each element with one rounding: those of another trainer, which
     * has run another part of the data. Sums of several are made in the order of the calls. The first call takes memory for
     * two copies of the gradients, the others none. NaN and infinities are added, too; {@link #update()} refuses them.
     *
     * @param gradients of the same names, shapes and precision in the same order, as {@link #gradients()} of any trainer of
     *     the same specification; read during the call only
     * @throws IllegalArgumentException if they are not, or if something other than zero is added to a gradient that stays
     *     zero, or different numbers to one gradient that two parameters have; nothing has changed then
     */
    void addGradients(List<Tensor> gradients);

    /**
     * Makes one update with the {@link #gradients()} as they stand: clipping, the step of the optimizer, limits of norms, and
     * {@link #updates()} one more, as {@link #train(Batch)} does after its backward pass. So {@code gradients(batch);
     * advanceState(); update()} is {@code train(batch)}. Recurrent states are not moved.
     *
     * @throws IllegalStateException if a gradient has a NaN or an infinity; nothing has changed then
     */
    void update();

    /**
     * The 2-norm of all {@link #gradients()} together, before clipping: what PyTorch's {@code clip_grad_norm_} returns. It
     * is worked out when asked for, from copies.
     *
     * @return from 0, or not finite if a gradient is not
     */
    default double gradientNorm() {
        double squares = 0;
        for (Tensor gradient : gradients()) {
            for (double element : gradient.toArray()) {
                squares += element * element;
            }
        }
        return Math.sqrt(squares);
    }

    /**
     * The probability of a step at which a token that is fed back is, in training, the one that the model held likeliest one
     * step before, and not the target's (scheduled sampling).
     *
     * @return from 0 to 1; of a model whose specification says nothing of sampling 0
     */
    default double sampling() {
        return 0;
    }

    /**
     * Sets the probability for later windows, of all outputs whose specification says one: a schedule begins with little and
     * ends with more. Checkpoints do not have it.
     *
     * @param probability from 0, the target's token at every step, to 1
     * @throws IllegalArgumentException if it is no such number
     * @throws UnsupportedOperationException if the specification says nothing of sampling: then no loop has been made for it
     */
    default void setSampling(double probability) {
        throw new UnsupportedOperationException(
                "model " + model().info().name()
                        + " takes every token that is fed back from the target; previous(y, sampling = 0.25) lets it take its own");
    }

    /**
     * The gradients of the inputs the specification asks for.
     *
     * @return live, read-only views with the inputs' names and shapes; empty if none was asked for
     */
    List<Tensor> inputGradients();

    /**
     * The recurrent states the next window starts from: all that cells declare, whether a step looks back at them or not.
     * One with a computed start, learned or given per sequence, is not among them: it begins with that in each window.
     *
     * @return live, writable views of shape {@code [batch][n]}
     */
    List<Tensor> states();

    /**
     * What the optimizer remembers, apart from {@link #updates()}.
     *
     * @return live, writable views named {@code "<parameter>/<slot>"}, for example {@code "rnn.weight_ih/mean"}; none of what
     *     is frozen
     */
    List<Tensor> optimizerState();

    /**
     * Moves the recurrent states on, as {@link #train(Batch)} does by itself: where the specification says {@code carry
     * state}, to what the last window ended with, so that the next one goes on from there; else to what they are before
     * the first window. To be called after {@link #evaluate(Batch)} or {@link #gradients(Batch)} when the next window
     * continues this one.
     */
    void advanceState();

    /** Sets the recurrent states to what they are before the first window. */
    void resetState();

    /**
     * Names the sequences of the windows to come. The random masks of a sequence (dropout and its kin) follow from its id,
     * the update and the seed, so a sequence that lies elsewhere in a batch, or in another one, keeps its masks. A model
     * without masks takes no notice.
     *
     * @param ids {@code [batch]}; null for the places in the batch, 0 to {@code batch - 1}, as in a new trainer
     * @throws IllegalArgumentException if there is another number of them
     */
    default void setSequenceIds(long @Nullable [] ids) {}

    /**
     * A value of the last window.
     *
     * @param name a declared output, or a value the specification has observed
     * @return a live, read-only view of shape {@code [window][batch][n]}, or {@code [batch][n]} where there is one per
     *     sequence
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    Tensor values(String name);

    /**
     * The gradient of the loss with respect to a value that the specification observes, at each step: of the last {@link
     * #train(Batch)} or {@link #gradients(Batch)}, before clipping. That of a state holds what reaches it through
     * all later steps.
     *
     * @param name as it stands after {@code observe}, for example {@code "encoder.h"}
     * @return a live, read-only view of the value's shape; see {@link #values}
     * @throws IllegalArgumentException if it is not observed, or the loss does not depend on it; the message lists those
     *     there are
     */
    default Tensor valueGradients(String name) {
        return Tensors.find(List.of(), name, "model " + model().info().name() + " observes no gradient of");
    }

    /**
     * Whether the norm by which the last update was clipped is a finite number. It costs nothing to ask; a {@code
     * TrainingLoop} looks at the parameters where it is not.
     *
     * @return true, too, where nothing is clipped by a norm: nobody has looked then
     */
    default boolean areGradientsFinite() {
        return true;
    }

    /**
     * How many updates have been made; optimizers such as Adam count with it.
     *
     * @return 0 for a new trainer
     */
    long updates();

    /**
     * The learning rate of the model's own rule, which is the one of all parameters that are in no group.
     *
     * @return what the next update uses
     */
    double learningRate();

    /**
     * Changes the learning rate, for schedules. The rates of groups, {@code optimizer sgd(rate = 0.1) for words}, keep their
     * ratio to it, as the groups of PyTorch's optimizers do under a scheduler.
     *
     * @param learningRate of the model's own rule, for the updates to come; rounded to the model's precision. With 0, where many
     *     schedules end, parameters stay as they are; but {@code rprop} has steps of its own, and the rate is its first one.
     * @throws IllegalArgumentException if it is negative, a NaN, infinite, or more than the model's precision can hold, or a
     *     group's rate would be; nothing has changed then
     */
    void setLearningRate(double learningRate);

    /**
     * The trainer on one line, as {@code toString()} of generated classes shows it.
     *
     * @return whose it is, how many updates it has made, and its learning rate
     */
    default String summary() {
        return "a trainer of " + model().info().name() + "; " + updates() + " updates, learning rate "
                + (float) learningRate();
    }

    /**
     * Sets the number of updates, for going on from a checkpoint.
     *
     * @param updates how many have been made
     * @throws IllegalArgumentException if it is negative or above 2^62; nothing has changed then
     */
    void setUpdates(long updates);
}
