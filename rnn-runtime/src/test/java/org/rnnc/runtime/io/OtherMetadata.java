// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rnnc.runtime.generated.DoubleBlock;
import org.rnnc.runtime.generated.FloatBlock;
import org.rnnc.runtime.tensor.Tensor;

/** Files of ours with other metadata or tensors, written whole: their checksums are right. */
public final class OtherMetadata {
    private OtherMetadata() {}

    public static void write(Path file, Map<String, String> changes) throws IOException {
        write(file, changes, Map.of());
    }

    /** @param values in place of those of some tensors */
    public static void write(Path file, Map<String, String> changes, Map<String, double[]> values) throws IOException {
        Safetensors source = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(source.metadata());
        metadata.putAll(changes);
        SafetensorsWriter writer = new SafetensorsWriter();
        metadata.forEach(writer::metadata);
        for (String name : source.names()) {
            double[] own = values.getOrDefault(name, source.values(name));
            boolean isFloat = source.elementType(name).equals("F32");
            writer.add(name, isFloat ? floats(source.shape(name), own) : doubles(source.shape(name), own));
        }
        writer.write(file);
    }

    public static Tensor doubles(int[] shape, double... values) {
        double[][] rows = {values};
        return Tensor.of("t", shape, null, new DoubleBlock(rows, 0, 0, 1, values.length, false));
    }

    private static Tensor floats(int[] shape, double... values) {
        float[][] rows = {new float[values.length]};
        FloatBlock block = new FloatBlock(rows, 0, 0, 1, values.length, false);
        block.write(values, 0);
        return Tensor.of("t", shape, null, block);
    }
}
