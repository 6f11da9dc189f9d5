// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RnncTest {
    @Test
    void version() {
        assertTrue(Run.of("--version").ends(0).out().startsWith("rnnc " + Version.number() + "\non Java "));
        assertFalse(Version.number().contains("$"));
    }

    @Test
    void helpFitsAndHasExamples() {
        assertHelp(Run.of("--help").ends(0).out());
        for (Map.Entry<String, CommandLine> command :
                Rnnc.commandLine().getSubcommands().entrySet()) {
            String help = Run.of("help", command.getKey()).ends(0).out();
            assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
            if (!command.getKey().equals("help")) {
                assertHelp(help);
                assertEquals(help, Run.of(command.getKey(), "--help").ends(0).out());
                assertTrue(help.contains("Ends with:"), help);
                assertTrue(help.contains("  3   rnnc has a fault"), help);
                assertTrue(Run.of(command.getKey(), "--version").ends(0).out().startsWith("rnnc " + Version.number()));
            }
        }
    }

    private static void assertHelp(String help) {
        assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
        assertTrue(help.contains("Examples:\n  rnnc "), help);
    }
}
