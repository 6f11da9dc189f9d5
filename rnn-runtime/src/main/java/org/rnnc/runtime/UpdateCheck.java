// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import java.util.List;
import java.util.Optional;

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
