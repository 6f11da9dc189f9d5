// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.inside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.runtime.random.RandomSource;

class PictureTest {
    @Test
    void coloursFollowValues() {
        HeatMap gate = HeatMap.ofGate("gate", new double[][] {{0, 1}});
        assertEquals(new Color(0x440154), gate.color(0));
        assertEquals(new Color(0xfde725), gate.color(1));
        assertEquals(new Color(0xfde725), gate.color(2));
        HeatMap state = HeatMap.ofState("state", new double[][] {{0, -2, 1}, {0, 0, 0}});
        assertArrayEquals(new double[] {0, -1, 0.5}, state.values()[0]);
        assertArrayEquals(new double[3], state.values()[1]);
        assertEquals(new Color(0xf7f7f7), state.color(0));
    }

    @Test
    void unitsAreOrdered() {
        Integer[] order = HeatMap.order(new double[] {0.1, 0.9, -1});
        assertArrayEquals(new Integer[] {1, 0, 2}, order);
        assertArrayEquals(new double[][] {{2}, {1}, {3}}, HeatMap.reordered(new double[][] {{1}, {2}, {3}}, order));
    }

    /** Of a gate that the window holds, in the colours of its values. */
    @Test
    void aPictureShowsWhatTheNetworkHolds(@TempDir Path folder) throws IOException {
        Network network = new Network("lstm", Lstm.create(1), "memory.c", RandomSource.of(1));
        Path file = folder.resolve("lstm.png");
        GatePictures.lstm(network).save(file);
        BufferedImage image = ImageIO.read(file.toFile());
        double[][] gate = HeatMap.unitsOf(network.trainer().values("memory.i"), 0);
        assertEquals(32, gate.length);
        assertEquals(60, gate[0].length);
        assertEquals(network.trainer().values("memory.i").get(7, 0, 3), gate[3][7]);
        assertEquals(60 + 60 * 13 + 110, image.getWidth());
    }

    @Test
    void gradientsAreDrawn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("gradients.png");
        new GradientPicture()
                .panel("one", List.of("a", "b"), List.of(new double[] {2, 1, 0.5}, new double[] {1, 0, 1e-30}))
                .panel("two", List.of("a"), List.of(new double[] {1, 10}))
                .save(file);
        assertEquals(2 * 470, ImageIO.read(file.toFile()).getHeight());
    }
}
