// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.nio.file.Path;
import java.util.Optional;
import org.rnnc.tools.rnnc.CommandException;
import picocli.CommandLine.Option;

/** What the command line says about a training run. */
public final class RunOptions {
    @Option(
            names = {"-e", "--epochs"},
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "how often to go through the data (default: 20)")
    private int epochs;

    @Option(
            names = "--patience",
            paramLabel = "EPOCHS",
            description = "stop after so many without a better loss on what is held out; the best parameters are saved "
                    + "in any case")
    private Optional<Integer> patience;

    @Option(
            names = {"-s", "--save"},
            paramLabel = "FILE",
            description = "where to (default: the model's name, .safetensors)")
    private Optional<Path> save;

    @Option(names = "--resume", description = "go on from the checkpoint of the same --save")
    private boolean resume;

    @Option(names = "--curve", paramLabel = "FILE", description = "draw loss and validation by epoch into a PNG file")
    private Optional<Path> curve;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "write epoch, updates, loss, validation, rate and seconds of each epoch into a CSV file")
    private Optional<Path> log;

    @Option(
            names = {"-q", "--quiet"},
            description = "no progress bar")
    private boolean quiet;

    /** Refuses what makes no sense, before anything is read. */
    public void check() {
        epochs();
        patience();
    }

    public int epochs() {
        if (epochs < 1) {
            throw new CommandException("--epochs: expected 1 or more, found " + epochs);
        }
        return epochs;
    }

    public Optional<Integer> patience() {
        if (patience.isPresent() && patience.get() < 1) {
            throw new CommandException("--patience: expected 1 or more, found " + patience.get());
        }
        return patience;
    }

    public Optional<Path> save() {
        return save;
    }

    public boolean resumes() {
        return resume;
    }

    public Optional<Path> curve() {
        return curve;
    }

    public Optional<Path> log() {
        return log;
    }

    public boolean isQuiet() {
        return quiet;
    }
}
