// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.buildtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one is told who has nothing but the runtime. */
class RuntimeAloneTest {
    @Test
    void saysWhoMakesTheClasses() {
        String jar = Jar.RUNTIME.path().getFileName().toString();
        assertEquals("java -jar " + jar, Page.README.inline("java -jar [^`]*"));
        Command java = Command.java(List.of("-jar", Jar.RUNTIME.path().toString()));
        assertEquals(0, java.exit(), java.output());
        assertTrue(
                java.output().startsWith("rnn-runtime " + Jar.RUNTIME.version() + ", runtime interface "),
                java.output());
        for (String help :
                List.of("rnn-processor", "<annotationProcessorPaths>", "annotationProcessor", "-processorpath")) {
            assertTrue(java.output().contains(help), java.output());
        }
    }

    /** Nothing of ours is loaded by javac then: that it is silent is what the README says. */
    @Test
    void javacSaysNothing(@TempDir Path folder) {
        Command javac = Sources.ofWave(folder).compile("-cp", Jar.RUNTIME.path().toString());
        assertTrue(javac.count("cannot find symbol") > 0, javac.output());
        assertEquals(0, javac.count("rnnc"), javac.output());
    }
}
