// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.util.stream.Collectors;
import org.rnnc.runtime.model.AxisSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.tools.rnnc.CommandException;

/** Which models commands have data for: those whose steps are along one axis, and no nodes of trees. */
public final class KnownAxes {
    private KnownAxes() {}

    /** @throws CommandException if {@code info} is of another model; the message says what to do with it */
    public static void check(ModelInfo info) {
        if (info.axes().size() > 1) {
            String axes = info.axes().stream().map(AxisSpec::name).collect(Collectors.joining(" and of "));
            throw new CommandException("model " + info.name() + " has steps of " + axes
                    + ", and a command reads sequences along one axis: such a model is trained and run from Java");
        }
        if (info.axes().get(0).tree()) {
            throw new CommandException("model " + info.name()
                    + " is over trees, and a command reads sequences: such a model is trained and run from Java");
        }
    }
}
