// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A mistake, in a folder named {@code RNN036-two-vectors}.
 *
 * <ul>
 *   <li>{@code input/}: the files with the mistake. Where there are Java files they are compiled with the processor;
 *       else the first {@code .rnn} file by name is compiled, and the others are its neighbours;
 *   <li>{@code mend/}: the files of the input that change to make it right;
 *   <li>{@code expected.txt}: all that is said;
 *   <li>{@code note.txt}: a title; {@code errors: 2} where they are not one; what there is to know.
 * </ul>
 */
record Fixture(Path folder, String code, String title, int errors, String note) {
    static final Path ROOT = Path.of("src/test/resources/diagnostics");

    static List<Fixture> all() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(Fixture::read)
                    .toList();
        }
    }

    private static Fixture read(Path folder) {
        String name = folder.getFileName().toString();
        List<String> lines = text(folder.resolve("note.txt")).lines().toList();
        boolean counted = lines.size() > 1 && lines.get(1).startsWith("errors: ");
        int errors = counted ? Integer.parseInt(lines.get(1).substring("errors: ".length())) : 1;
        String note =
                String.join("\n", lines.subList(counted ? 2 : 1, lines.size())).strip();
        return new Fixture(folder, name.substring(0, name.indexOf('-')), lines.get(0), errors, note);
    }

    /** The files with the mistake, by name. */
    Map<String, Path> input() {
        return files(folder.resolve("input"));
    }

    /** The files that were changed. */
    Map<String, Path> changed() {
        return files(folder.resolve("mend"));
    }

    /** All files once they are right. */
    Map<String, Path> mend() {
        Map<String, Path> files = input();
        files.putAll(changed());
        return files;
    }

    /** Whether it is compiled as Java with the processor. */
    boolean isJava() {
        return input().keySet().stream().anyMatch(name -> name.endsWith(".java"));
    }

    Path expected() {
        return folder.resolve("expected.txt");
    }

    private static Map<String, Path> files(Path root) {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> below = Files.walk(root)) {
            below.filter(Files::isRegularFile)
                    .forEach(file -> files.put(root.relativize(file).toString().replace('\\', '/'), file));
        } catch (IOException e) {
            throw new IllegalStateException(root + " cannot be read", e);
        }
        return files;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
