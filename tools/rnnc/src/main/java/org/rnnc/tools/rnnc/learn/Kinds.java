// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.util.stream.Collectors;
import org.rnnc.runtime.model.AxisSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.tools.rnnc.CommandException;

/** Kinds of models for which a command has no form of data; a program has. */
public final class Kinds {
    private Kinds() {}

    /**
     * Refuses a model over trees.
     *
     * @param command for the message
     */
    public static void refuseTrees(ModelInfo info, String command) {
        if (info.axes().stream().anyMatch(AxisSpec::tree)) {
            throw new CommandException("model " + info.name() + " is over trees, and " + command
                    + " has no form of data for them: a program does it, see docs/language.md#trees and samples/trees");
        }
    }

    /**
     * Refuses a model of several axes.
     *
     * @param command for the message
     */
    public static void refuseAxes(ModelInfo info, String command) {
        if (info.axes().size() > 1) {
            throw new CommandException("model " + info.name() + " has the axes "
                    + info.axes().stream().map(AxisSpec::name).collect(Collectors.joining(", ")) + ", and " + command
                    + " knows models of one: a program does it, see docs/translation.md");
        }
    }
}
