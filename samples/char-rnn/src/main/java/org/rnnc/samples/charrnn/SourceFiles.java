// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.rnnc.runtime.random.RandomSource;

/** Reads a text: one file as it is, or the code of all Java files of a folder or jar, one after the other. */
final class SourceFiles {
    private static final String JAVA = ".java";

    private SourceFiles() {}

    /**
     * Reads it all.
     *
     * @param place a file, a folder or a jar
     * @param order decides the order of the files: were they sorted, the end of the text, which is held out, would be
     *     about other things than the rest
     */
    static String read(Path place, RandomSource order) throws IOException {
        if (Files.isDirectory(place)) {
            return readTree(place, order);
        }
        if (place.toString().endsWith(".jar") || place.toString().endsWith(".zip")) {
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return readTree(jar.getPath("/"), order);
            }
        }
        return readFile(place);
    }

    private static String readTree(Path root, RandomSource order) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : javaFiles(root, order)) {
            text.append(JavaCode.withoutComments(readFile(file)));
        }
        return text.toString();
    }

    private static List<Path> javaFiles(Path root, RandomSource order) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            List<Path> files =
                    new ArrayList<>(tree.filter(file -> file.toString().endsWith(JAVA))
                            .filter(Files::isRegularFile)
                            .sorted()
                            .toList());
            for (int last = files.size() - 1; last > 0; last--) {
                Collections.swap(files, last, order.nextInt(last + 1));
            }
            return files;
        }
    }

    private static String readFile(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
