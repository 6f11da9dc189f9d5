// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.spark.Supply;
import org.rnnc.training.WindowSource;

/**
 * The Java files of a jar as windows in a new order for each epoch. Each executor reads the jar itself: its place must be the same
 * on all machines.
 *
 * @param jar the file, by a name that can be sent
 */
record SourceText(String jar) implements Supply {
    private static final int FIRST = ' ';
    private static final int OTHERS = '~' - FIRST + 1;
    private static final int NEWLINE = OTHERS + 1;

    @Override
    public Model newModel() {
        return Letters.create(1);
    }

    @Override
    public WindowSource newSource() throws IOException {
        return windows(tokens(), Letters.create().info());
    }

    int[] tokens() throws IOException {
        StringBuilder text = new StringBuilder();
        try (FileSystem files = FileSystems.newFileSystem(Path.of(jar));
                Stream<Path> tree = Files.walk(files.getPath("/"))) {
            List<Path> sources = tree.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            for (Path source : sources) {
                text.append(new String(Files.readAllBytes(source), StandardCharsets.UTF_8));
            }
        }
        return text.chars().map(SourceText::token).toArray();
    }

    /** Printable ASCII, then one for all others, then the end of a line. */
    private static int token(int character) {
        if (character == '\n') {
            return NEWLINE;
        }
        return character >= FIRST && character < FIRST + OTHERS ? character - FIRST : OTHERS;
    }

    static WindowSource windows(int[] tokens, ModelInfo info) {
        int pieces = (tokens.length - 1) / info.window();
        int[] order = new int[pieces];
        Batch batch = Batch.zeros(info);
        int[] x = (int[]) batch.input(0);
        int[] next = (int[]) batch.target(0);
        return new WindowSource() {
            @Override
            public int windows() {
                return pieces / info.batch();
            }

            @Override
            public void startEpoch(int epoch) {
                Arrays.setAll(order, i -> i);
                RandomSource.of(1).split("epoch " + epoch).shuffle(order);
            }

            @Override
            public Batch batch(int window) {
                for (int i = 0; i < info.batch(); i++) {
                    int from = order[window * info.batch() + i] * info.window();
                    for (int step = 0; step < info.window(); step++) {
                        x[step * info.batch() + i] = tokens[from + step];
                        next[step * info.batch() + i] = tokens[from + step + 1];
                    }
                }
                return batch;
            }
        };
    }
}
