// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.rnnc.runtime.io.Checkpoint;
import org.rnnc.runtime.io.ParameterFileException;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.support.Surrogates;
import org.rnnc.training.TrainingListener.Progress;

/**
 * The checkpoints of one training run in a folder: {@code last.checkpoint}, from which training goes on, and {@code
 * best.checkpoint}, written when a {@link Validation} says so. Not for use by two threads at once.
 *
 * <pre>{@code
 * Checkpoints checkpoints = new Checkpoints(trainer, folder).keep("validation", validation);
 * new TrainingLoop(...).listen(validation).resume(checkpoints).save(checkpoints, 1_000).run();
 * }</pre>
 */
public final class Checkpoints {
    private static final String WINDOW = "window";
    private static final String LOSS = "loss";
    private static final String SMOOTHED_LOSS = "smoothedLoss";
    private static final String NANOSECONDS = "nanoseconds";
    private static final String MEMORY = "memory.";

    private final Trainer trainer;
    private final Path folder;
    private final Map<String, Resumable> resumables = new LinkedHashMap<>();
    private final List<RandomSource> randoms = new ArrayList<>();

    /**
     * Names a folder; nothing is read or written yet.
     *
     * @param trainer whose checkpoints they are
     * @param folder made when the first is saved, with those above it
     */
    public Checkpoints(Trainer trainer, Path folder) {
        this.trainer = Objects.requireNonNull(trainer, "trainer");
        this.folder = Objects.requireNonNull(folder, "folder");
    }

    /**
     * Adds something that remembers how training went: a {@link ReduceOnPlateau}, a {@link Validation}.
     *
     * @param name for it, of one's own
     * @param resumable saved with, and going on from, each checkpoint
     * @return this
     * @throws IllegalArgumentException if the name is taken, or holds half a surrogate pair
     */
    public Checkpoints keep(String name, Resumable resumable) {
        Objects.requireNonNull(resumable, "resumable");
        Surrogates.check("name", name);
        if (resumables.putIfAbsent(name, resumable) != null) {
            throw new IllegalArgumentException("the name \"" + name + "\" is taken");
        }
        return this;
    }

    /**
     * Adds a random source that training draws from.
     *
     * @param random saved with, and going on from, each checkpoint
     * @return this
     */
    public Checkpoints keep(RandomSource random) {
        randoms.add(Objects.requireNonNull(random, "random"));
        return this;
    }

    Trainer trainer() {
        return trainer;
    }

    /**
     * The file to go on from.
     *
     * @return there once it is saved
     */
    public Path last() {
        return folder.resolve("last.checkpoint");
    }

    /**
     * The file of the best model.
     *
     * @return there once it is saved
     */
    public Path best() {
        return folder.resolve("best.checkpoint");
    }

    /**
     * Saves {@link #last()}, as a whole or not at all.
     *
     * @param progress where training stands
     * @throws IOException if it cannot be written
     */
    public void saveLast(Progress progress) throws IOException {
        save(progress, last());
    }

    /**
     * Saves {@link #best()}, as a whole or not at all.
     *
     * @param progress where training stands
     * @throws IOException if it cannot be written
     */
    public void saveBest(Progress progress) throws IOException {
        save(progress, best());
    }

    /**
     * Goes back to {@link #last()}, if it is there: the trainer, its model, and everything kept with it.
     *
     * @return where training stood; nothing if there is no such file, and then nothing has changed
     * @throws ParameterFileException if the file is damaged, comes from another model, or does not hold what is kept;
     *     nothing has changed then
     * @throws IOException if it cannot be read; nothing has changed then
     */
    public Optional<Progress> resumeLast() throws IOException {
        return Files.exists(last()) ? Optional.of(resume(last())) : Optional.empty();
    }

    /**
     * Goes back to {@link #best()}, to use the model or go on from there.
     *
     * @return where training stood
     * @throws ParameterFileException if the file is damaged, comes from another model, or does not hold what is kept;
     *     nothing has changed then
     * @throws IOException if it is not there or cannot be read; nothing has changed then
     */
    public Progress resumeBest() throws IOException {
        return resume(best());
    }

    private void save(Progress progress, Path file) throws IOException {
        Objects.requireNonNull(progress, "progress");
        if (!Double.isFinite(progress.loss()) || !Double.isFinite(progress.smoothedLoss())) {
            throw new ParameterFileException(
                    file,
                    "not saved: the loss of window " + progress.window() + " is " + progress.loss() + ", smoothed "
                            + progress.smoothedLoss());
        }
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(WINDOW, Integer.toString(progress.window()));
        notes.put(LOSS, Double.toHexString(progress.loss()));
        notes.put(SMOOTHED_LOSS, Double.toHexString(progress.smoothedLoss()));
        notes.put(NANOSECONDS, Long.toString(progress.elapsed().toNanos()));
        resumables.forEach((name, resumable) -> notes.put(MEMORY + name, resumable.memory()));
        makeFolder();
        Checkpoint.save(trainer, file, notes, randoms.toArray(RandomSource[]::new));
    }

    private void makeFolder() throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            String reason = e instanceof FileAlreadyExistsException ? "is no folder" : e.getReason();
            FileSystemException named = new FileSystemException(
                    folder.toString(),
                    null,
                    "cannot be made as a folder for checkpoints: " + e.getFile() + " " + reason);
            named.initCause(e);
            throw named;
        }
    }

    private Progress resume(Path file) throws IOException {
        Map<String, String> notes = Checkpoint.notes(file);
        Progress progress = progress(file, notes);
        Map<Resumable, String> before = new IdentityHashMap<>();
        boolean done = false;
        try {
            for (Map.Entry<String, Resumable> named : resumables.entrySet()) {
                before.putIfAbsent(named.getValue(), named.getValue().memory());
                named.getValue().resume(note(file, notes, MEMORY + named.getKey()));
            }
            Checkpoint.restore(trainer, file, randoms.toArray(RandomSource[]::new));
            done = true;
            return progress;
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException(file, reason(e));
        } finally {
            if (!done) {
                before.forEach(Resumable::resume);
            }
        }
    }

    /** Also of what somebody else throws, without a word. */
    private static String reason(IllegalArgumentException e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }

    private static Progress progress(Path file, Map<String, String> notes) throws ParameterFileException {
        try {
            return new Progress(
                    (int) Memory.count(WINDOW, note(file, notes, WINDOW), Integer.MAX_VALUE - 1),
                    Memory.finite(LOSS, note(file, notes, LOSS)),
                    Memory.finite(SMOOTHED_LOSS, note(file, notes, SMOOTHED_LOSS)),
                    Duration.ofNanos(Memory.count(NANOSECONDS, note(file, notes, NANOSECONDS), Long.MAX_VALUE)));
        } catch (IllegalArgumentException e) {
            throw new ParameterFileException(file, reason(e));
        }
    }

    private static String note(Path file, Map<String, String> notes, String name) throws ParameterFileException {
        String note = notes.get(name);
        if (note == null) {
            throw new ParameterFileException(file, "has no note \"" + name + "\"; there are " + notes.keySet());
        }
        return note;
    }
}
