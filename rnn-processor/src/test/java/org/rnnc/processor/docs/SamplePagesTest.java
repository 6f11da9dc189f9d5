// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the samples' pages show: code that stands in the sample, and commands that name what is there. They train for
 * minutes to hours, so that they are not run here; {@code .ci/run} runs the README's, which is like them.
 */
class SamplePagesTest {
    private static final Pattern COMMAND = Pattern.compile(
            "mvn -q -Prun -pl (samples/[a-z-]+) -am process-classes( -Dargs=(\"[^\"\n]+\"|[a-z-]+))?\n");

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

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
