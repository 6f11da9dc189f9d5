// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.support.Checks;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/**
 * Everything needed to go on training bit for bit: parameters, optimizer state, number of updates, learning rate,
 * recurrent states and the state of random sources, in one safetensors file. {@code Checkpoints} of {@code
 * org.rnnc.training} keeps the last and the best one of a training run. Stateless; as safe between threads as the trainer.
 */
public final class Checkpoint {
    private static final String UPDATES = "rnnc.updates";
    private static final String RATE = "rnnc.rate";
    private static final String RANDOM = "rnnc.random.";

    private Checkpoint() {}

    /**
     * Saves a trainer.
     *
     * @param trainer the trainer, between two windows
     * @param file written as a whole or not at all
     * @param randoms the random sources that training uses, in any fixed order
     * @throws ParameterFileException if there is a number that is not finite; the message says which, and what stood in the
     *     file is still there
     * @throws IOException if it cannot be written
     */
    public static void save(Trainer trainer, Path file, RandomSource... randoms) throws IOException {
        save(trainer, file, Map.of(), randoms);
    }

    /**
     * Saves a trainer with notes of the caller's own, such as the position in the data.
     *
     * @param trainer the trainer, between two windows
     * @param file written as a whole or not at all
     * @param notes given back by {@link #restore}
     * @param randoms the random sources that training uses, in any fixed order
     * @throws ParameterFileException if there is a number that is not finite; the message says which, and what stood in the
     *     file is still there
     * @throws IOException if it cannot be written
     */
    public static void save(Trainer trainer, Path file, Map<String, String> notes, RandomSource... randoms)
            throws IOException {
        FileFormat.write(writer(trainer, notes, randoms), tensors(trainer), file);
    }

    /**
     * The same to a stream.
     *
     * @param trainer the trainer, between two windows
     * @param out takes the bytes of a file; not closed
     * @param notes given back by {@link #restore}
     * @param randoms the random sources that training uses, in any fixed order
     * @throws ParameterFileException if there is a number that is not finite; nothing was written then
     * @throws IOException if they cannot be written
     */
    public static void save(Trainer trainer, OutputStream out, Map<String, String> notes, RandomSource... randoms)
            throws IOException {
        Objects.requireNonNull(out, "out");
        FileFormat.write(writer(trainer, notes, randoms), tensors(trainer), out);
    }

    private static SafetensorsWriter writer(Trainer trainer, Map<String, String> notes, RandomSource... randoms) {
        check(trainer, randoms);
        SafetensorsWriter writer = FileFormat.writer(
                        FileFormat.CHECKPOINT, trainer.model().info())
                .metadata(UPDATES, Long.toString(trainer.updates()))
                .metadata(RATE, Double.toHexString(trainer.learningRate()));
        for (int i = 0; i < randoms.length; i++) {
            writer.metadata(RANDOM + i, text(randoms[i].state()));
        }
        FileFormat.addNotes(writer, notes);
        return writer;
    }

    /**
     * Takes a trainer, its model and random sources back to where they were saved.
     *
     * @param trainer of a model with the same fingerprint and precision; engine and JDK may differ
     * @param file the file
     * @param randoms as many as were saved, in the same order
     * @return the notes saved with it
     * @throws ParameterFileException if the file is damaged, comes from another model, has a number that is not finite or is
     *     no checkpoint; the message lists all that is wrong, and nothing has changed
     * @throws IOException if it cannot be read; nothing has changed
     */
    public static Map<String, String> restore(Trainer trainer, Path file, RandomSource... randoms) throws IOException {
        check(trainer, randoms);
        return restore(trainer, Safetensors.read(file), file, randoms);
    }

    /**
     * The same from a stream.
     *
     * @param trainer of a model with the same fingerprint and precision; engine and JDK may differ
     * @param in the bytes of a file, read to their end; not closed
     * @param randoms as many as were saved, in the same order
     * @return the notes saved with it
     * @throws ParameterFileException if they are damaged, come from another model, have a number that is not finite or are
     *     no checkpoint; the message lists all that is wrong, and nothing has changed
     * @throws IOException if they cannot be read; nothing has changed
     */
    public static Map<String, String> restore(Trainer trainer, InputStream in, RandomSource... randoms)
            throws IOException {
        check(trainer, randoms);
        return restore(trainer, Safetensors.read(in), Safetensors.STREAM, randoms);
    }

    private static Map<String, String> restore(
            Trainer trainer, Safetensors source, Object file, RandomSource... randoms) throws ParameterFileException {
        Map<String, String> metadata = source.metadata();
        FileFormat.checkFormat(file, metadata, FileFormat.CHECKPOINT);
        List<String> problems = new ArrayList<>();
        FileFormat.checkModel(metadata, trainer.model().info(), problems);
        Map<String, Tensor> expected = tensors(trainer);
        TensorMatch match = new TensorMatch(expected, Map.of(), source);
        match.check(problems);
        List<RandomSource> restored = randoms(metadata, randoms.length, problems);
        setNumbers(trainer, metadata, problems);
        if (!problems.isEmpty()) {
            throw new ParameterFileException(file, problems);
        }
        Tensors.write(match.values());
        for (int i = 0; i < randoms.length; i++) {
            randoms[i].restore(restored.get(i).state());
        }
        return FileFormat.notes(metadata);
    }

    /**
     * Reads the notes alone, which can be needed to set up what a checkpoint is then restored into.
     *
     * @param file the file
     * @return the notes saved with it
     * @throws ParameterFileException if the file is damaged or is no checkpoint
     * @throws IOException if it cannot be read
     */
    public static Map<String, String> notes(Path file) throws IOException {
        Map<String, String> metadata = Safetensors.read(file).metadata();
        FileFormat.checkFormat(file, metadata, FileFormat.CHECKPOINT);
        return FileFormat.notes(metadata);
    }

    private static void check(Trainer trainer, RandomSource... randoms) {
        Objects.requireNonNull(trainer, "trainer");
        Objects.requireNonNull(randoms, "randoms");
        for (int i = 0; i < randoms.length; i++) {
            Objects.requireNonNull(randoms[i], "randoms[" + i + "]");
        }
    }

    private static Map<String, Tensor> tensors(Trainer trainer) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        trainer.model().parameters().forEach(tensor -> tensors.put("parameters/" + tensor.name(), tensor));
        trainer.optimizerState().forEach(tensor -> tensors.put("optimizer/" + tensor.name(), tensor));
        trainer.states().forEach(tensor -> tensors.put("states/" + tensor.name(), tensor));
        return tensors;
    }

    /** Only the trainer knows what rates it can compute with: it is asked first, and has its own ones back on any problem. */
    private static void setNumbers(Trainer trainer, Map<String, String> metadata, List<String> problems) {
        long updates = trainer.updates();
        double rate = trainer.learningRate();
        try {
            trainer.setUpdates(updates(metadata, problems));
            trainer.setLearningRate(rate(metadata, problems));
        } catch (IllegalArgumentException e) {
            problems.add(("rnnc." + e.getMessage()).replace("rnnc.learningRate", RATE));
        }
        if (!problems.isEmpty()) {
            trainer.setUpdates(updates);
            trainer.setLearningRate(rate);
        }
    }

    private static long updates(Map<String, String> metadata, List<String> problems) {
        String text = metadata.getOrDefault(UPDATES, "nothing");
        try {
            return Checks.updates("updates", Long.parseLong(text));
        } catch (NumberFormatException e) {
            problems.add(UPDATES + ": expected a number from 0 on, found " + text);
            return 0;
        }
    }

    private static double rate(Map<String, String> metadata, List<String> problems) {
        String text = metadata.getOrDefault(RATE, "nothing");
        try {
            return Checks.rate("rate", Double.parseDouble(text));
        } catch (NumberFormatException e) {
            problems.add(RATE + ": expected a number from 0 on, found " + text);
            return 0;
        }
    }

    private static List<RandomSource> randoms(Map<String, String> metadata, int expected, List<String> problems) {
        List<RandomSource> randoms = new ArrayList<>();
        long found =
                metadata.keySet().stream().filter(key -> key.startsWith(RANDOM)).count();
        if (found != expected) {
            problems.add("expected " + expected + " random sources, found " + found);
            return randoms;
        }
        for (int i = 0; i < expected; i++) {
            String text = metadata.getOrDefault(RANDOM + i, "nothing");
            try {
                RandomSource random = RandomSource.of(0);
                random.restore(numbers(text));
                randoms.add(random);
            } catch (IllegalArgumentException e) {
                problems.add(RANDOM + i + ": expected a random state, found " + text);
            }
        }
        return randoms;
    }

    private static String text(long[] numbers) {
        StringBuilder text = new StringBuilder();
        for (long number : numbers) {
            text.append(text.length() == 0 ? "" : " ").append(Long.toHexString(number));
        }
        return text.toString();
    }

    private static long[] numbers(String text) {
        String[] words = text.split(" ", -1);
        long[] numbers = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Long.parseUnsignedLong(words[i], 16);
        }
        return numbers;
    }
}
