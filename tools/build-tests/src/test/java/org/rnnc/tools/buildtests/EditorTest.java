// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The grammar for editors, as the tokenizer of VS Code reads it. */
class EditorTest {
    private static final Path EDITORS = Path.of("../editors");
    private static final Path RECORDED = EDITORS.resolve("test/tokens.txt");
    /** Has whatever the language has. */
    private static final String SPEC = "test/every-word.rnn";

    /** {@code -Deditors.update=true} writes the file anew: look at the difference. */
    @Test
    void whatItMakesOfASpec(@TempDir Path folder) throws IOException {
        Path node = Tool.of("node");
        Path npm = Tool.of("npm");
        for (String name : List.of("package.json", "package-lock.json", "tokens.js")) {
            Files.copy(EDITORS.resolve("test").resolve(name), folder.resolve(name));
        }
        Command install = Command.run(
                npm, List.of("ci", "--prefix", folder.toString(), "--no-audit", "--no-fund", "--prefer-offline"));
        assumeTrue(install.exit() == 0, "vscode-textmate is not to be had from npm: " + install.output());
        Command tokens = Command.run(
                node,
                List.of(
                        folder.resolve("tokens.js").toString(),
                        EDITORS.resolve("vscode/syntaxes/rnn.tmLanguage.json").toString(),
                        EDITORS.resolve(SPEC).toString()));
        assertEquals(0, tokens.exit(), tokens.output());
        if (Boolean.getBoolean("editors.update")) {
            Files.writeString(RECORDED, tokens.output());
        }
        assertEquals(Files.readString(RECORDED), tokens.output());
    }
}
