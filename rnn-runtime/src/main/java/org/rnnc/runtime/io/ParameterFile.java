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
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/**
 * Saves and loads a model's parameters in the safetensors format, which PyTorch and others read and write. Stateless;
 * as safe between threads as the model.
 */
public final class ParameterFile {
    private ParameterFile() {}

    /**
     * Saves all parameters under their own names.
     *
     * @param model the model
     * @param file written as a whole or not at all
     * @throws IOException if it cannot be written
     */
    public static void save(Model model, Path file) throws IOException {
        save(model, file, NameMap.same());
    }

    /**
     * Saves all parameters.
     *
     * @param model the model
     * @param file written as a whole or not at all
     * @param names what the parameters are called in the file
     * @throws ParameterFileException if the name map does not fit the model
     * @throws IOException if it cannot be written
     */
    public static void save(Model model, Path file, NameMap names) throws IOException {
        save(model, file, names, Map.of());
    }

    /**
     * Saves all parameters, in the model's precision, with notes of the caller's own, such as the vocabulary. Equal
     * parameters and notes give equal bytes.
     *
     * @param model the model
     * @param file written as a whole or not at all
     * @param names what the parameters are called in the file
     * @param notes given back by {@link #load}
     * @throws ParameterFileException if the name map does not fit the model, or a parameter has a number that is not finite
     * @throws IllegalArgumentException if a note holds half a surrogate pair, which no file can hold
     * @throws IOException if it cannot be written
     */
    public static void save(Model model, Path file, NameMap names, Map<String, String> notes) throws IOException {
        Objects.requireNonNull(model, "model");
        Map<String, Tensor> tensors = tensors(model, file, names);
        FileFormat.write(writer(model, notes), tensors, file);
    }

    /**
     * Saves all parameters by their own names to a stream, as into a file. {@link #load(Model, InputStream)} reads them.
     *
     * @param model the model
     * @param out takes the bytes of a file; not closed
     * @param notes given back by {@link #load}
     * @throws ParameterFileException if a parameter has a number that is not finite; nothing was written then
     * @throws IllegalArgumentException if a note holds half a surrogate pair, which no file can hold
     * @throws IOException if they cannot be written
     */
    public static void save(Model model, OutputStream out, Map<String, String> notes) throws IOException {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(out, "out");
        Map<String, Tensor> tensors = tensors(model, Safetensors.STREAM, NameMap.same());
        FileFormat.write(writer(model, notes), tensors, out);
    }

    private static SafetensorsWriter writer(Model model, Map<String, String> notes) {
        SafetensorsWriter writer = FileFormat.writer(FileFormat.PARAMETERS, model.info());
        FileFormat.addNotes(writer, notes);
        return writer;
    }

    private static Map<String, Tensor> tensors(Model model, Object target, NameMap names)
            throws ParameterFileException {
        Objects.requireNonNull(names, "names");
        List<String> problems = new ArrayList<>();
        Map<String, String> mapped = names.apply(model.parameters(), null, problems);
        if (!problems.isEmpty()) {
            throw new ParameterFileException(target, problems);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Tensor tensor : model.parameters()) {
            tensors.put(mapped.get(tensor.name()), tensor);
            if (names.isOfPyTorch()) {
                // PyTorch's modules have one each of what they share, and load_state_dict asks for all.
                tensor.otherNames().forEach(name -> tensors.put(mapped.get(name), tensor));
            }
        }
        return tensors;
    }

    /**
     * Loads all parameters by their own names.
     *
     * @param model overwritten; unchanged after any exception
     * @param file the file
     * @return the notes saved with them
     * @throws ParameterFileException if it is damaged or does not fit
     * @throws IOException if it cannot be read
     */
    public static Map<String, String> load(Model model, Path file) throws IOException {
        return load(model, file, NameMap.same());
    }

    /**
     * Loads all parameters. The file must have exactly the model's tensors, in F64, F32, F16 or BF16; each element is
     * rounded to the nearest number of the model's precision. It need not come from this library, nor from a model of
     * the same fingerprint: names and shapes decide. What layers share may be there by any of its names, or by all of
     * them, with the same elements.
     *
     * @param model overwritten; unchanged after any exception
     * @param file the file
     * @param names what the parameters are called in the file
     * @return the notes saved with them
     * @throws ParameterFileException if the file is damaged, or a tensor is missing, extra, misshapen, there with different
     *     elements, or has one that is not finite in the model's precision; the message lists them all
     * @throws IOException if it cannot be read
     */
    public static Map<String, String> load(Model model, Path file, NameMap names) throws IOException {
        Objects.requireNonNull(names, "names");
        return load(Objects.requireNonNull(model, "model"), Safetensors.read(file), file, names);
    }

    /**
     * Loads all parameters by their own names, from a stream: {@code ParameterFile.load(model,
     * Net.class.getResourceAsStream("net.safetensors"))}.
     *
     * @param model overwritten; unchanged after any exception
     * @param in the bytes of a file, read to their end; not closed
     * @return the notes saved with them
     * @throws ParameterFileException if they are damaged or do not fit
     * @throws IOException if they cannot be read
     */
    public static Map<String, String> load(Model model, InputStream in) throws IOException {
        return load(model, in, NameMap.same());
    }

    /**
     * Loads all parameters from a stream.
     *
     * @param model overwritten; unchanged after any exception
     * @param in the bytes of a file, read to their end; not closed
     * @param names what the parameters are called there
     * @return the notes saved with them
     * @throws ParameterFileException if they are damaged or do not fit, as with a file
     * @throws IOException if they cannot be read
     */
    public static Map<String, String> load(Model model, InputStream in, NameMap names) throws IOException {
        Objects.requireNonNull(names, "names");
        return load(Objects.requireNonNull(model, "model"), Safetensors.read(in), Safetensors.STREAM, names);
    }

    private static Map<String, String> load(Model model, Safetensors source, Object file, NameMap names)
            throws ParameterFileException {
        List<String> problems = new ArrayList<>();
        String format = source.metadata().getOrDefault(FileFormat.FORMAT, FileFormat.PARAMETERS);
        if (!FileFormat.isFormat(format, FileFormat.PARAMETERS)) {
            String hint = FileFormat.isFormat(format, FileFormat.CHECKPOINT)
                    ? "; a Checkpoint restores it into a trainer"
                    : "";
            throw new ParameterFileException(
                    file, "has format " + format + ", expected " + FileFormat.PARAMETERS + hint);
        }
        Map<String, String> mapped = names.apply(model.parameters(), source, problems);
        if (names.isOfPyTorch() && !problems.isEmpty()) {
            throw new ParameterFileException(file, problems);
        }
        Map<String, Tensor> expected = new LinkedHashMap<>();
        Map<String, Tensor> others = new LinkedHashMap<>();
        for (Tensor tensor : model.parameters()) {
            expected.put(mapped.get(tensor.name()), tensor);
            tensor.otherNames().forEach(name -> others.put(mapped.get(name), tensor));
        }
        others.keySet().removeAll(expected.keySet());
        TensorMatch match = new TensorMatch(expected, others, source);
        match.check(problems);
        if (!problems.isEmpty() && !names.isOfPyTorch() && isOfPyTorch(model, source)) {
            problems.add("the names are PyTorch's: ParameterFile.load(model, file, NameMap.pytorch()) knows them");
        }
        if (!problems.isEmpty()) {
            throw new ParameterFileException(file, problems);
        }
        Tensors.write(match.values());
        return FileFormat.notes(source.metadata());
    }

    /** Whether names are what is wrong, and PyTorch's would do, or are at least what the file has. */
    private static boolean isOfPyTorch(Model model, Safetensors source) {
        List<String> problems = new ArrayList<>();
        if (source.names()
                .containsAll(model.parameters().stream().map(Tensor::name).toList())) {
            return false;
        }
        if (!source.metadata().containsKey(FileFormat.FORMAT)) {
            NameMap.pytorch().apply(model.parameters(), source, problems);
            if (problems.isEmpty()) {
                return true;
            }
        }
        return PyTorchUnit.isLikely(source.names());
    }
}
