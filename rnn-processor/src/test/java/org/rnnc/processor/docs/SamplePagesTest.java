// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the samples' pages show: code that stands in the sample, and commands that name what is there. They train for
 * minutes to hours, so that they are not run here; {@code .ci/run} runs the README's, which is like them.
 */
class SamplePagesTest {
    private static final Pattern COMMAND = Pattern.compile(
            "mvn -q -Prun -pl (samples/[a-z-]+) -am process-classes( -Dargs=(\"[^\"\n]+\"|[a-z-]+))?\n");

    private static final Path SAMPLES = Path.of("../samples");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]+\\]\\(([^)]+)\\)");

    static boolean claims(PageBlocks.Block block) {
        return block.page().startsWith("../samples/") && List.of("java", "sh").contains(block.language());
    }

    static Stream<PageBlocks.Block> blocks() throws IOException {
        return PageBlocks.all(SamplePagesTest::claims).stream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void isThere(PageBlocks.Block block) throws IOException {
        Path sample = PageBlocks.page(block.page()).getParent();
        if (block.language().equals("java")) {
            try (Stream<Path> files = Files.walk(sample.resolve("src/main/java"))) {
                assertTrue(
                        files.filter(Files::isRegularFile).anyMatch(file -> contains(file, block.text())),
                        block.toString());
            }
            return;
        }
        Matcher command = COMMAND.matcher(block.text());
        assertTrue(command.matches(), block + ": " + block.text());
        Path module = Path.of("..").resolve(command.group(1));
        assertTrue(Files.isSameFile(module, sample), block.toString());
        assertTrue(contains(module.resolve("pom.xml"), "<id>run</id>"), block.toString());
    }

    /** Each sample is run by one command and shows what that gives: its picture, and what it prints. */
    @Test
    void areComplete() throws IOException {
        List<Path> samples;
        try (Stream<Path> folders = Files.list(SAMPLES)) {
            samples = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    // What the others share.
                    .filter(folder -> !folder.endsWith("common"))
                    .sorted()
                    .toList();
        }
        assertTrue(samples.size() > 8, samples::toString);
        for (Path sample : samples) {
            String page = Files.readString(sample.resolve("README.md"));
            String name = sample.getFileName().toString();
            assertTrue(page.contains("\n## Run it\n\nIn the project's folder:\n\n```sh\n"), name);
            List<String> pictures =
                    PICTURE.matcher(page).results().map(found -> found.group(1)).toList();
            assertFalse(pictures.isEmpty(), name);
            pictures.forEach(picture -> assertTrue(Files.exists(sample.resolve(picture)), name + " " + picture));
            boolean prints = PageBlocks.of("../samples/" + name + "/README.md").stream()
                    .anyMatch(block -> block.info().isEmpty());
            assertTrue(prints || page.contains("| benchmark | generated"), name);
            assertTrue(contains(Path.of("../README.md"), "| [" + name + "](samples/" + name + ") | "), name);
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
