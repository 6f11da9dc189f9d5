// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Arrays of NumPy as a safetensors file, which a model is then loaded from as from any other. */
public final class ArrayFile {
    private ArrayFile() {}

    /** Writes all arrays, as doubles, so that none is rounded. */
    public static void write(Map<String, NumpyArray> arrays, Path file) throws IOException {
        JsonObject header = new JsonObject();
        long end = 0;
        for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("dtype", "F64");
            JsonArray shape = new JsonArray();
            for (int length : array.getValue().shape()) {
                shape.add(length);
            }
            entry.add("shape", shape);
            JsonArray place = new JsonArray();
            place.add(end);
            end += (long) Double.BYTES * array.getValue().values().length;
            place.add(end);
            entry.add("data_offsets", place);
            header.add(array.getKey(), entry);
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + json.length + end))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (NumpyArray array : arrays.values()) {
            for (double value : array.values()) {
                bytes.putDouble(value);
            }
        }
        Files.write(file, bytes.array());
    }
}
