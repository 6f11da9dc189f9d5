// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.rnnc.tools.rnnc.OutputFile;

/** NumPy's {@code .npz}: a ZIP of arrays by name. */
public final class NumpyFile {
    private static final String ENDING = ".npy";

    private NumpyFile() {}

    /** The arrays of a file, in its order. */
    public static Map<String, NumpyArray> read(Path file) throws IOException {
        Map<String, NumpyArray> arrays = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.endsWith(ENDING)) {
                    String plain = name.substring(0, name.length() - ENDING.length());
                    arrays.put(plain, NumpyArray.read(file + ", array " + plain, zip.readAllBytes()));
                }
            }
        } catch (ZipException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        if (arrays.isEmpty()) {
            throw new IOException(file + " has no array of NumPy; numpy.savez(file, name = array) makes such files");
        }
        return arrays;
    }

    /** Writes arrays, as a whole or not at all; equal arrays give equal bytes. */
    public static void write(Path file, Map<String, NumpyArray> arrays) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
                byte[] data = array.getValue().write();
                CRC32 sum = new CRC32();
                sum.update(data);
                ZipEntry entry = new ZipEntry(array.getKey() + ENDING);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(data.length);
                entry.setCrc(sum.getValue());
                entry.setLastModifiedTime(FileTime.fromMillis(315_532_800_000L));
                zip.putNextEntry(entry);
                zip.write(data);
                zip.closeEntry();
            }
        }
        OutputFile.write(file, bytes.toByteArray());
    }
}
