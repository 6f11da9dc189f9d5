// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong with the arguments is said in a sentence, before anything is trained. */
class MainTest {
    @TempDir
    private Path folder;

    private static void assertRefused(String message, Object... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(errors));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        assertEquals(CommandLine.ExitCode.USAGE, line.execute(texts));
        assertTrue(errors.toString().startsWith(message + System.lineSeparator()), errors.toString());
        assertFalse(errors.toString().contains("\tat "), errors.toString());
    }

    @Test
    void shortTextsAreRefused() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.txt"), "");
        assertRefused(empty + " has 0 characters to read; learning and testing take at least 520", empty);
        Path some = Files.writeString(folder.resolve("some.txt"), "a".repeat(519));
        assertRefused(some + " has 519 characters to read; learning and testing take at least 520", some);
        assertRefused("There is no " + folder.resolve("none"), folder.resolve("none"));
        Path noJava = Files.createDirectories(folder.resolve("folder"));
        assertRefused(noJava + " has 0 characters to read; learning and testing take at least 520", noJava);
    }

    @Test
    void badOptionsAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "a".repeat(520));
        assertRefused("Training needs at least one second or one character", text, "--seconds", 0);
        assertRefused("The temperature -1.0 is not a number from 0 on", text, "--temperature", -1);
        assertRefused("A text of -5 characters cannot be written", text, "--length", -5);
    }

    @Test
    void theShortestTextIsLearned() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "a".repeat(520));
        Path out = folder.resolve("out");
        int code = Main.commandLine()
                .execute(text.toString(), "--characters", "250", "--length", "7", "--out", out.toString());
        assertEquals(CommandLine.ExitCode.OK, code);
        assertEquals(7, Files.readString(out.resolve("sample.txt")).length());
    }
}
