// SPDX-License-Identifier: Apache-2.0
package org.rnnc.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.training.Goal;
import org.rnnc.training.TrainingLoop;
import org.rnnc.training.Validation;

class LoggedTrainingTest {
    private static final String HEADER = "epoch,updates,loss,validation,rate,seconds\n";

    @TempDir
    private Path folder;

    private LoggedTraining read(String rows) throws IOException {
        return LoggedTraining.read(Files.writeString(folder.resolve("log.csv"), HEADER + rows));
    }

    @Test
    void aScoreIsThereOnce() throws IOException {
        LoggedTraining log =
                read("1,10,2.5,,0.1,1.0\n2,20,1.5,2.0,0.1,2.0\n3,30,NaN,2.0,0.1,2.0\n4,40,0.5,1.5,0.1,2\n");
        assertEquals(List.of(2.5, 1.5, 0.5), log.losses());
        assertEquals(List.of(2.0, 1.5), log.scores());
    }

    @Test
    void drawsBothCurves() throws IOException {
        Path one = folder.resolve("one.png");
        Path two = folder.resolve("two.png");
        read("1,10,2.5,,0.1,1.0\n2,20,1.5,,0.1,2.0\n").draw("Model", one);
        read("1,10,2.5,3,0.1,1.0\n2,20,1.5,2,0.1,2.0\n").draw("Model", two);
        assertEquals(0, pixels(one, 0xff7f0e), "there is no validation");
        assertNotEquals(0, pixels(one, 0x1f77b4));
        assertNotEquals(0, pixels(two, 0xff7f0e));
        // An error that is 0 has no place on a logarithmic scale.
        read("1,10,2.5,3,0.1,1.0\n2,20,0.0,2,0.1,2.0\n").draw("Model", two);
        assertNotEquals(0, pixels(two, 0x1f77b4));
        assertFalse(Files.exists(folder.resolve("two.png.part")));
        assertThrows(IOException.class, () -> read("").draw("Model", two));
    }

    private static int pixels(Path file, int color) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void whatIsNoLogIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("no.csv"), "a,b\n");
        assertEquals(
                file + ":1: expected epoch,updates,loss,validation,rate,seconds",
                assertThrows(IOException.class, () -> LoggedTraining.read(file)).getMessage());
        assertEquals(
                folder.resolve("log.csv") + ":3: expected numbers for epoch,updates,loss,validation,rate,seconds",
                assertThrows(IOException.class, () -> read("1,10,2.5,,0.1,1\n2,2"))
                        .getMessage());
    }

    /** Without a terminal there are lines, with rate and what is left; going on, the bar begins where training did. */
    @Test
    void theBarSaysHowFarTrainingIs() {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        TrainingBar bar = new TrainingBar("Model");
        assertThrows(IllegalStateException.class, () -> bar.print("too early"));
        try (bar) {
            Validation validation = new Validation(50, Goal.MINIMIZE, () -> 0.25).report(bar::score);
            new TrainingLoop(window -> 3.5)
                    .from(100)
                    .windows(200)
                    .smoothing(0)
                    .listen(validation)
                    .listen(bar)
                    .listen(progress -> {
                        if (progress.window() == 150) {
                            bar.print("half");
                        }
                        return true;
                    })
                    .run();
        } finally {
            System.setOut(before);
        }
        String shown = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(shown.contains("Model"), shown);
        assertTrue(shown.contains("half"), shown);
        assertTrue(shown.contains("200/200 windows"), shown);
        assertTrue(shown.contains("windows/s"), shown);
        assertTrue(shown.contains("loss 3.500"), shown);
    }
}
