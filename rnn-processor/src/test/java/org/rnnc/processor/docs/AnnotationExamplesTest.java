// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.processor.diagnostics.FixtureRun;

/** The Java examples of {@code docs/language.md} compile together, with the files that its other examples name. */
class AnnotationExamplesTest {
    private static final Pattern TYPE = Pattern.compile("(?:interface|class) (\\w+)");

    static boolean claims(PageBlocks.Block block) {
        return block.is("language.md", "java");
    }

    @Test
    void compile(@TempDir Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        for (PageBlocks.Block block : PageBlocks.of("language.md")) {
            String name = block.option("file");
            if (claims(block)) {
                Matcher type = TYPE.matcher(block.text());
                name = type.find() ? type.group(1) + ".java" : "";
            }
            if (!name.isEmpty()) {
                files.put(name, Files.writeString(folder.resolve(name), block.text()));
            }
        }
        assertEquals("", FixtureRun.of(files, folder.resolve("scratch")).text());
    }
}
