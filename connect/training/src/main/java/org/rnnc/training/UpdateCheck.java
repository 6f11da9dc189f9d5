// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.util.List;
import java.util.Optional;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.tensor.Finite;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Looks now and then at what updates have made. The loss does not tell: it is that of the parameters before the update, and
 * a derivative can be infinite where the value is not. To look costs as much as to read all parameters once; where nothing is
 * found, nothing is allocated.
 */
final class UpdateCheck {
    private final Trainer trainer;

    /** How many updates had been made when all was seen to be finite. */
    private long finiteAfter;

    UpdateCheck(Trainer trainer) {
        this.trainer = trainer;
        finiteAfter = trainer.updates();
    }

    /** Whether the last update gives reason to look. */
    boolean isAlarmed() {
        return !trainer.areGradientsFinite();
    }

    /** What nothing can go on from, and by which update. */
    Optional<String> look() {
        Optional<String> found = find("parameter ", trainer.model().parameters());
        if (found.isEmpty()) {
            found = find("the optimizer's ", trainer.optimizerState());
        }
        if (found.isEmpty()) {
            found = find("state ", trainer.states());
        }
        if (found.isEmpty()) {
            finiteAfter = trainer.updates();
        }
        return found.map(text -> update() + text);
    }

    /** What to try against what {@link #look} has found, where the loss was finite. */
    String advice() {
        return Finite.count(trainer.model().parameters()) + Finite.count(trainer.optimizerState()) > 0
                ? "The loss was finite, a derivative was not: keep sqrt, log and divisors away from 0,"
                        + " as in sqrt(x + 1e-6); where values grow without end, try a lower rate or `clip norm 1`"
                : "The loss was finite, and does not depend on it yet: a state that grows by a factor at each step has no"
                        + " bound; keep it within one, by tanh or sigmoid, or begin sequences anew, without `carry state`";
    }

    private static Optional<String> find(String what, List<Tensor> tensors) {
        Optional<String> found = Finite.first(tensors);
        return found.isEmpty() ? found : found.map(text -> what + text);
    }

    private String update() {
        long last = trainer.updates();
        long first = finiteAfter + 1;
        return last <= first
                ? "after update " + last + ", "
                : "after one of the updates " + first + " to " + last + ", ";
    }
}
