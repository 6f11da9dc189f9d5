// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rnnc.runtime.io.NameMap;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.io.Safetensors;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.tools.rnnc.learn.ArrayFile;
import org.rnnc.tools.rnnc.learn.DataOptions;
import org.rnnc.tools.rnnc.learn.NumpyArray;
import org.rnnc.tools.rnnc.learn.NumpyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rnnc convert}. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        header = "Convert parameters between safetensors, NPZ and PyTorch's names.",
        description = {
            "",
            "The endings of the files say what they are: .safetensors or .npz. Names are those of the spec, or what PyTorch "
                    + "calls the parameters of its modules; of what is read, rnnc finds out. Shapes are checked against "
                    + "the model, and a file that does not fit is refused."
        },
        exitCodeListHeading = "%nEnds with:%n",
        exitCodeList = {"0:the file is written", ExitCode.ERRORS_TEXT, ExitCode.USAGE_TEXT, ExitCode.BUG_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  rnnc convert Net.rnn torch.safetensors net.safetensors        from PyTorch",
            "  rnnc convert Net.rnn net.safetensors torch.safetensors --pytorch",
            "  rnnc convert Net.rnn net.safetensors net.npz                  for NumPy"
        })
final class ConvertCommand implements Callable<Integer> {
    private static final String NPZ = "npz";
    private static final String SAFETENSORS = "safetensors";

    @Parameters(index = "0", paramLabel = "SPEC", description = "the spec file of the model")
    private Path file;

    @Parameters(index = "1", paramLabel = "FROM", description = "the parameters there are, .safetensors or .npz")
    private Path from;

    @Parameters(index = "2", paramLabel = "TO", description = "the file to write, .safetensors or .npz")
    private Path to;

    @Option(names = "--model", paramLabel = "NAME", description = "which model of the file")
    private Optional<String> name;

    @Option(names = "--pytorch", description = "write PyTorch's names")
    private boolean pytorch;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        checkEnding(from);
        checkEnding(to);
        Model model = CompiledSpec.of(file, name, spec.commandLine()).create(0);
        Map<String, String> notes = load(model);
        NameMap names = pytorch ? NameMap.pytorch() : NameMap.same();
        if (DataOptions.ending(to).equals(NPZ)) {
            NumpyFile.write(to, arrays(model, names));
        } else {
            ParameterFile.save(model, to, names, notes);
        }
        spec.commandLine()
                .getOut()
                .println(model.parameterCount() + " numbers in "
                        + model.parameters().size() + " parameters, written to " + to);
        spec.commandLine().getOut().flush();
        return ExitCode.FINE;
    }

    private static void checkEnding(Path path) {
        switch (DataOptions.ending(path)) {
            case NPZ, SAFETENSORS -> {}
            case "pt", "pth", "bin", "pkl", "ckpt" ->
                throw new CommandException(path
                        + " is a pickle, which can run any code while it is read, so rnnc does not read it. In Python:"
                        + System.lineSeparator() + "  import torch, safetensors.torch" + System.lineSeparator()
                        + "  state = torch.load(\"" + path.getFileName()
                        + "\", map_location=\"cpu\", weights_only=True)"
                        + System.lineSeparator() + "  safetensors.torch.save_file(state, \"model.safetensors\")"
                        + System.lineSeparator() + "and convert model.safetensors");
            case "onnx", "h5", "hdf5", "keras", "pb", "tflite" ->
                throw new CommandException(path + ": ONNX and Keras are not read yet; expected .safetensors or .npz");
            default -> throw new CommandException(path + ": expected a file that ends in .safetensors or .npz");
        }
    }

    private Map<String, String> load(Model model) throws IOException {
        if (!DataOptions.ending(from).equals(NPZ)) {
            return load(model, from, Safetensors.read(from).names());
        }
        Path scratch = Files.createTempFile("rnnc", "." + SAFETENSORS);
        try {
            Map<String, NumpyArray> arrays = NumpyFile.read(from);
            ArrayFile.write(arrays, scratch);
            return load(model, scratch, List.copyOf(arrays.keySet()));
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    /** Names that are the model's own are taken for that, all others for PyTorch's. */
    private Map<String, String> load(Model model, Path path, List<String> names) throws IOException {
        boolean own = model.parameters().stream()
                .map(Tensor::allNames)
                .allMatch(all -> all.stream().anyMatch(names::contains));
        NameMap map = own ? NameMap.same() : NameMap.pytorch();
        return ParameterFile.load(model, path, map);
    }

    private static Map<String, NumpyArray> arrays(Model model, NameMap names) throws IOException {
        Path scratch = Files.createTempFile("rnnc", "." + SAFETENSORS);
        try {
            ParameterFile.save(model, scratch, names);
            Safetensors saved = Safetensors.read(scratch);
            Map<String, NumpyArray> arrays = new LinkedHashMap<>();
            for (String tensor : saved.names()) {
                String type = saved.elementType(tensor).equals("F64") ? "<f8" : "<f4";
                arrays.put(tensor, new NumpyArray(type, saved.shape(tensor), saved.values(tensor)));
            }
            return arrays;
        } finally {
            Files.deleteIfExists(scratch);
        }
    }
}
