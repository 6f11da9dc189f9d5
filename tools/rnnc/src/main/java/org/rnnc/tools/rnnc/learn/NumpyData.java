// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.tools.rnnc.CommandException;
import org.rnnc.training.data.Examples;
import org.rnnc.training.data.Sequences;
import org.rnnc.training.data.Split;

/**
 * Arrays of NumPy, {@code [batch][step][size]} as Keras and PyTorch's {@code batch_first} have them, one by the name of each
 * input and target; an array {@code lengths}, {@code [batch]}, where sequences are of different lengths.
 */
public final class NumpyData {
    private static final String LENGTHS = "lengths";

    private final Path file;
    private final Map<String, NumpyArray> arrays;
    private final int count;
    private final int steps;

    private NumpyData(Path file, Map<String, NumpyArray> arrays, List<DataSpec> specs) {
        this.file = file;
        this.arrays = arrays;
        NumpyArray first = array(specs.stream()
                .filter(DataSpec::perStep)
                .findFirst()
                .orElseThrow(() -> new CommandException("the model has no input per step")));
        if (first.shape().length < 2) {
            throw new CommandException(file + ": expected [batch][step]... , found " + NumpyArray.text(first.shape()));
        }
        count = first.shape()[0];
        steps = first.shape()[1];
        specs.forEach(this::checkShape);
    }

    /** Inputs alone, to predict. */
    public static NumpyData inputs(Path file, ModelInfo info) throws IOException {
        return new NumpyData(file, NumpyFile.read(file), info.inputs());
    }

    public static TrainingData of(ModelInfo info, LossTargets losses, DataOptions options) throws IOException {
        List<DataSpec> specs =
                Stream.concat(info.inputs().stream(), info.targets().stream()).toList();
        NumpyData data = new NumpyData(options.data(), NumpyFile.read(options.data()), specs);
        Sequences all = Sequences.of(info);
        for (int i = 0; i < data.count; i++) {
            int sequence = i;
            int length = data.length(i);
            try {
                all.add(
                        length,
                        specs.stream()
                                .map(spec -> data.slice(spec, sequence, length))
                                .toArray());
            } catch (IllegalArgumentException e) {
                throw new CommandException(options.data() + ": " + e.getMessage());
            }
        }
        double share = options.validation();
        Optional<Split<Examples>> split =
                share > 0 ? Optional.of(Split.byChance(all, share, options.seed())) : Optional.empty();
        Examples learned = split.map(Split::training).orElse(all);
        String description = learned.count() + " sequences to learn from"
                + split.map(parts -> "; " + parts.heldOut().count() + " held out")
                        .orElse("");
        return CsvData.data(info, losses, options, learned, split.map(Split::heldOut), DataPlan.ofNumpy(), description);
    }

    public int count() {
        return count;
    }

    public int steps() {
        return steps;
    }

    /** How long a sequence is. */
    public int length(int sequence) {
        NumpyArray lengths = arrays.get(LENGTHS);
        return lengths == null ? steps : (int) lengths.values()[sequence];
    }

    private NumpyArray array(DataSpec spec) {
        NumpyArray array = arrays.get(spec.name());
        if (array == null) {
            throw new CommandException(
                    file + " has no array " + spec.name() + ". There are: " + String.join(", ", arrays.keySet()));
        }
        return array;
    }

    private void checkShape(DataSpec spec) {
        List<Integer> expected = new ArrayList<>(List.of(count));
        if (spec.perStep()) {
            expected.add(steps);
        }
        if (spec.kind() == DataSpec.Kind.VECTOR) {
            expected.add(spec.size());
        }
        int[] shape = expected.stream().mapToInt(Integer::intValue).toArray();
        int[] found = array(spec).shape();
        boolean isShort = spec.size() == 1
                && spec.kind() == DataSpec.Kind.VECTOR
                && Arrays.equals(found, Arrays.copyOf(shape, shape.length - 1));
        if (!Arrays.equals(found, shape) && !isShort) {
            throw new CommandException(
                    file + ", array " + spec.name() + ": expected " + (spec.perStep() ? "[batch][step]" : "[batch]")
                            + (spec.kind() == DataSpec.Kind.VECTOR ? "[size]" : "") + " = " + NumpyArray.text(shape)
                            + ", found "
                            + NumpyArray.text(found));
        }
        NumpyArray lengths = arrays.get(LENGTHS);
        if (lengths != null) {
            boolean fits = lengths.values().length == count
                    && Arrays.stream(lengths.values())
                            .allMatch(length -> length >= 0 && length <= steps && length % 1 == 0);
            if (!fits) {
                throw new CommandException(file + ", array lengths: expected " + count + " numbers from 0 to " + steps);
            }
        }
    }

    /** The data of one sequence: {@code double[]} or, of tokens, {@code int[]}. */
    public Object slice(DataSpec spec, int sequence, int length) {
        int steps = spec.perStep() ? this.steps : 1;
        int from = sequence * steps * spec.width();
        int size = (spec.perStep() ? length : 1) * spec.width();
        double[] values = Arrays.copyOfRange(array(spec).values(), from, from + size);
        return spec.kind() == DataSpec.Kind.TOKEN ? tokens(spec, values) : values;
    }

    private int[] tokens(DataSpec spec, double[] values) {
        int[] tokens = new int[values.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (int) values[i];
            if (tokens[i] != values[i]) {
                throw new CommandException(
                        file + ", array " + spec.name() + ": " + values[i] + " is no token, which is a whole number");
            }
        }
        return tokens;
    }
}
