// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.support.EmissionDigest;

/** The same spec gives the same bytes, in another JVM too: there, sets and maps of the JDK have another order. */
class ReproducibleTest {
    @Test
    void anotherJvmWritesTheSame() throws IOException, InterruptedException {
        String here = EmissionDigest.text();
        for (int i = 0; i < 2; i++) {
            assertEquals(here, elsewhere());
        }
    }

    private static String elsewhere() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmissionDigest.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }
}
