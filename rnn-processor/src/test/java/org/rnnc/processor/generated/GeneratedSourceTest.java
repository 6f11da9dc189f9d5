// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.support.EmittedModel;

/**
 * The generated source of a small character model, as it is kept in the test resources: for reading, and so that a
 * change of the generator shows what it changes. {@code -Dgenerated.update=true} writes the files anew.
 */
class GeneratedSourceTest {
    private static final Path GOLDEN = Path.of("src/test/resources/generated");

    private static final String CHAR_RNN = """
            input  x: token<65>
            output next = x |> rnn(16) |> dense(65) |> softmax
            loss   crossEntropy(next)

            train {
              window 25, carry state
              optimizer adagrad(rate = 0.1)
              clip value 5
              start normal(0.01)
            }
            """;

    @Test
    void charRnn() throws IOException {
        Map<String, String> sources = EmittedModel.sources(EmittedModel.spec("CharRnn", CHAR_RNN), "text");
        for (Map.Entry<String, String> source : sources.entrySet()) {
            String name = source.getKey().substring(source.getKey().lastIndexOf('.') + 1);
            compare(name + ".java.txt", source.getValue());
        }
        compare("CharRnn.api.txt", signatures(sources.get("text.CharRnn")));
    }

    /** What a user of the class sees, with lines that were broken put together. */
    private static String signatures(String source) {
        return source.replaceAll(",\\n +(?=[^\\n;]*\\) \\{)", ", ")
                .lines()
                .filter(line -> line.strip().startsWith("public "))
                .map(line -> line.replaceAll(" \\{$", ""))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static void compare(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("generated.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        } else if (!Files.exists(file)) {
            fail("no " + file.toAbsolutePath() + "; -Dgenerated.update=true writes it");
        } else {
            assertEquals(
                    Files.readString(file),
                    text,
                    () -> file + " is not what is generated now; -Dgenerated.update=true writes it anew");
        }
    }
}
