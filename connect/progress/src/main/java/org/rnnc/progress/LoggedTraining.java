// SPDX-License-Identifier: Apache-2.0
package org.rnnc.progress;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a {@link org.rnnc.training.TrainingLog} has written, and a picture of it. */
public final class LoggedTraining {
    private static final String HEADER = "epoch,updates,loss,validation,rate,seconds";
    private static final int EPOCH = 0;
    private static final int LOSS = 2;
    private static final int VALIDATION = 3;
    private static final Color BLUE = new Color(0x1f77b4);
    private static final Color ORANGE = new Color(0xff7f0e);

    private final List<Integer> epochs = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final List<Integer> scored = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();

    private LoggedTraining() {}

    /**
     * Reads a log.
     *
     * @param log written by a {@link org.rnnc.training.TrainingLog}
     * @return what is in it
     * @throws IOException if it cannot be read, or is no such log; the message says which line
     */
    public static LoggedTraining read(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IOException(log + ":1: expected " + HEADER);
        }
        LoggedTraining training = new LoggedTraining();
        for (int i = 1; i < lines.size(); i++) {
            try {
                training.add(lines.get(i).split(",", -1));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new IOException(log + ":" + (i + 1) + ": expected numbers for " + HEADER, e);
            }
        }
        return training;
    }

    private void add(String[] fields) {
        int epoch = Integer.parseInt(fields[EPOCH]);
        double loss = Double.parseDouble(fields[LOSS]);
        if (Double.isFinite(loss)) {
            epochs.add(epoch);
            losses.add(loss);
        }
        // A score that is there twice was taken at the first of both.
        if (!fields[VALIDATION].isEmpty()) {
            double score = Double.parseDouble(fields[VALIDATION]);
            if (Double.isFinite(score) && (scores.isEmpty() || scores.get(scores.size() - 1) != score)) {
                scored.add(epoch);
                scores.add(score);
            }
        }
    }

    /**
     * The mean loss of each row whose loss is finite.
     *
     * @return in their order
     */
    public List<Double> losses() {
        return List.copyOf(losses);
    }

    /**
     * The scores, each once.
     *
     * @return in their order
     */
    public List<Double> scores() {
        return List.copyOf(scores);
    }

    /**
     * Draws loss and validation by epoch into a PNG file.
     *
     * @param title above the picture
     * @param file written anew
     * @throws IOException if it cannot be written, or there is nothing to draw
     */
    public void draw(String title, Path file) throws IOException {
        if (epochs.isEmpty()) {
            throw new IOException("there is no epoch to draw");
        }
        LearningPicture picture = new LearningPicture(title, "epoch", "loss").add("training", epochs, losses, BLUE);
        if (!scores.isEmpty()) {
            picture.add("validation", scored, scores, ORANGE);
        }
        LearningPicture.save(file, picture);
    }
}
