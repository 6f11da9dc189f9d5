// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README shows: files are written as it has them, commands print what stands below them, and pictures are those
 * that the command draws. {@code -Ddocs.update=true} writes what is printed, and the pictures, anew.
 */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");

    @TempDir
    private Path folder;

    private final List<String> page = new ArrayList<>();
    private int commands;

    @Test
    void everyBlock() throws IOException {
        List<String> lines = Files.readAllLines(README);
        for (int at = 0; at < lines.size(); at++) {
            page.add(lines.get(at));
            if (lines.get(at).startsWith("```")) {
                int end = at + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                block(lines.get(at).substring(3), lines.subList(at + 1, end));
                page.add("```");
                at = end;
            }
        }
        picture("weather-cell.svg", "Weather-cell.svg");
        picture("weather-unrolled.svg", "Weather-unrolled.svg");
        picture("judged-unrolled.svg", "Judged-unrolled.svg");
        assertTrue(commands >= 8, () -> commands + " commands");
        if (UPDATE) {
            Files.writeString(README, String.join("\n", page) + "\n");
        }
        assertEquals(lines, page);
    }

    private void block(String info, List<String> text) throws IOException {
        String[] words = info.split(" ", -1);
        String whole = String.join("\n", text) + "\n";
        switch (words[0]) {
            case "rnn" -> {
                Path file = folder.resolve(words[2]);
                if (words[1].equals("file")) {
                    Files.writeString(file, whole);
                }
                page.addAll(Files.readAllLines(file));
            }
            case "console" ->
                text.stream().filter(line -> line.startsWith("$ ")).forEach(this::command);
            default -> throw new AssertionError("nobody tries a block of " + info);
        }
    }

    private void command(String line) {
        commands++;
        page.add(line);
        List<String> words = Arrays.asList(line.substring("$ rnnc ".length()).split(" ", -1));
        boolean graph = words.get(0).equals("graph");
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean named = i > 0
                    && (words.get(i).endsWith(".rnn")
                            || List.of("waves", "generated").contains(words.get(i)));
            arguments.add(named ? folder.resolve(words.get(i)) : words.get(i));
        }
        if (graph) {
            arguments.addAll(List.of("--out", folder));
        }
        Run run = Run.of(arguments.toArray());
        String printed = (run.out() + run.err()).replace(folder.toString().replace('\\', '/') + "/", "");
        page.addAll(printed.lines().toList());
        if (printed.endsWith("\n\n")) {
            // Between models; a page needs none.
            page.remove(page.size() - 1);
        }
    }

    private void picture(String name, String drawn) throws IOException {
        String expected = Files.readString(folder.resolve(drawn));
        Path file = Path.of(name);
        if (UPDATE) {
            Files.writeString(file, expected);
        }
        assertEquals(expected, Files.readString(file), name);
    }
}
