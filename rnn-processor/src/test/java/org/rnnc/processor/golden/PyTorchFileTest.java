// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.golden;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.generated.FloatBlock;
import org.rnnc.runtime.io.NameMap;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.io.Safetensors;
import org.rnnc.runtime.io.SafetensorsWriter;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Parameters that PyTorch made, under its names, in modules that are called as in somebody's program: they arrive where {@link
 * GoldenSpec} says that they belong, of which {@code GoldenTest} shows that it computes what PyTorch does.
 */
class PyTorchFileTest {
    @TempDir
    private Path folder;

    @Test
    void everyCaseLoadsAndIsSavedAsItWas() throws IOException, URISyntaxException {
        Path directory = Path.of(
                        PyTorchFileTest.class.getResource("/golden/README.md").toURI())
                .getParent();
        int found = 0;
        for (String name : GoldenCase.names(directory)) {
            GoldenCase golden = GoldenCase.read(directory, name);
            GoldenSpec spec = new GoldenSpec(golden);
            CompiledModel compiled = CompiledModel.of(spec.body(Precision.DOUBLE));
            for (String[] modules : new String[][] {{"", "out", "embedding"}, {"net.rnn", "net.fc", "net.emb"}}) {
                Map<String, String> names = new TreeMap<>();
                spec.parameters().forEach((ours, theirs) -> names.put(theirs, ours));
                Path file = write(Safetensors.read(directory.resolve(name + ".safetensors")), names.keySet(), modules);
                Model model = compiled.create(1);
                ParameterFile.load(model, file, NameMap.pytorch());
                names.forEach((theirs, ours) -> assertArrayEquals(
                        golden.tensors().get("param." + theirs).values(),
                        model.parameter(ours).toArray(),
                        name + " " + ours));
                Path saved = folder.resolve("saved");
                ParameterFile.save(model, saved, map(spec, modules));
                assertEquals(
                        new TreeSet<>(Safetensors.read(file).names()),
                        new TreeSet<>(Safetensors.read(saved).names()));
            }
            found++;
        }
        assertTrue(found > 20, found + " cases");
    }

    /** {@code rnn}, {@code rnn2} and so on are one module, {@code out} is another. */
    private static NameMap map(GoldenSpec spec, String[] modules) {
        String[] layers = spec.cells().stream()
                .map(cell -> cell.replaceAll("\\.(forward|reverse)", ""))
                .distinct()
                .toArray(String[]::new);
        NameMap map = NameMap.pytorch().module(modules[0], layers).module(modules[1], "out");
        return spec.parameters().containsKey("embedding.weight") ? map.module(modules[2], "embedding") : map;
    }

    private Path write(Safetensors golden, Iterable<String> names, String[] modules) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        for (String name : names) {
            double[] values = golden.values("param." + name);
            float[][] rows = {new float[values.length]};
            FloatBlock block = new FloatBlock(rows, 0, 0, 1, values.length, false);
            block.write(values, 0);
            Tensor tensor = Tensor.of(name, golden.shape("param." + name), null, block);
            String module =
                    name.startsWith("out.") ? modules[1] : name.startsWith("embedding.") ? modules[2] : modules[0];
            String leaf = name.substring(name.lastIndexOf('.') + 1);
            writer.add(module.isEmpty() ? leaf : module + "." + leaf, tensor);
        }
        Path file = folder.resolve("file");
        writer.write(file);
        return file;
    }
}
