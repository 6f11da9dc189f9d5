// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rnnc.runtime.model.Trainer;

/**
 * Writes how training goes into a CSV file, a row for each epoch, or for any number of windows: {@code
 * epoch,updates,loss,validation,rate,seconds}.
 *
 * <ul>
 *   <li>{@code epoch}: rows so far, from 1
 *   <li>{@code updates}: {@link Trainer#updates()}
 *   <li>{@code loss}: the mean of the windows' losses since the row before
 *   <li>{@code validation}: the last score that {@link #score} was told; empty if there was none
 *   <li>{@code rate}: the learning rate of the last update
 *   <li>{@code seconds}: how long training took so far, with what came before a checkpoint it went on from
 * </ul>
 *
 * <p>A run from the beginning writes the file anew. One that goes on from a checkpoint keeps the rows up to there, and adds its
 * own; so kept ({@link Checkpoints#keep(String, Resumable)}), the numbers are those of a run that was never interrupted. Each
 * row is in the file as soon as it is written. It comes behind a {@link Validation} in the loop. Not for use by two threads at
 * once.
 */
public final class TrainingLog implements TrainingListener, Resumable {
    private static final String HEADER = "epoch,updates,loss,validation,rate,seconds";

    private final Path file;
    private final Trainer trainer;
    private final int windows;
    private double sum;
    private int count;
    private double score = Double.NaN;

    /**
     * Names a file; nothing is written yet.
     *
     * @param file written anew, or added to
     * @param trainer that trains
     * @param windows a row for so many, most often {@link WindowSource#windows()}
     * @throws IllegalArgumentException if {@code windows} is below 1
     */
    public TrainingLog(Path file, Trainer trainer, int windows) {
        if (windows < 1) {
            throw new IllegalArgumentException("every " + windows + " windows is below 1");
        }
        this.file = Objects.requireNonNull(file, "file");
        this.trainer = Objects.requireNonNull(trainer, "trainer");
        this.windows = windows;
    }

    /**
     * Takes a score for the rows to come: {@code validation.report(log::score)}.
     *
     * @param score of a {@link Validation}
     */
    public void score(Validation.Score score) {
        this.score = score.value();
    }

    /**
     * Writes the names of the columns, or cuts what a run has written behind the checkpoint that this one goes on from.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    @Override
    public void beforeTraining(int first, int windows) {
        if (first == 0) {
            sum = 0;
            count = 0;
            score = Double.NaN;
        }
        List<String> rows = new ArrayList<>(List.of(HEADER));
        try {
            if (first > 0 && Files.exists(file)) {
                List<String> before = Files.readAllLines(file);
                rows.addAll(
                        before.subList(Math.min(1, before.size()), Math.min(before.size(), 1 + first / this.windows)));
            }
            Path parts = file.resolveSibling(file.getFileName() + ".part");
            Files.write(parts, rows);
            Files.move(parts, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds a row, when it is time.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    @Override
    public boolean afterWindow(Progress progress) {
        sum += progress.loss();
        count++;
        if ((progress.window() + 1) % windows == 0) {
            String row = (progress.window() + 1) / windows + "," + trainer.updates() + "," + sum / count + ","
                    + (Double.isNaN(score) ? "" : score) + "," + trainer.learningRate() + ","
                    + progress.elapsed().toMillis() / 1e3;
            sum = 0;
            count = 0;
            try {
                Files.writeString(file, row + "\n", StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }

    @Override
    public String memory() {
        return Double.toHexString(sum) + " " + count + " " + (Double.isNaN(score) ? "none" : Double.toHexString(score));
    }

    @Override
    public void resume(String memory) {
        String[] words = Memory.words("log", memory, 3);
        double newSum = Memory.finite("sum of losses", words[0]);
        int newCount = Memory.count("windows since the last row", words[1]);
        score = words[2].equals("none") ? Double.NaN : Memory.number("last score", words[2]);
        sum = newSum;
        count = newCount;
    }
}
