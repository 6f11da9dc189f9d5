// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.io.NameMap;
import org.rnnc.runtime.io.ParameterFile;

class NormalizationTest {
    private static final Table TRAINING =
            Table.ofRows(List.of("a", "b c", "same"), new double[][] {{1, 1e9 + 1, 7}, {3, 1e9 + 3, 7}, {5, 1e9 + 5, 7}
            });

    @Test
    void standardHasMeanZeroAndDeviationOne() throws IOException {
        Normalization scales = Normalization.standard(TRAINING);
        Table scaled = scales.apply(TRAINING);
        double third = Math.sqrt(1.5);
        assertArrayEquals(new double[] {-third, 0, third}, scaled.column("a"), 1e-15);
        assertArrayEquals(new double[] {-third, 0, third}, scaled.column("b c"), 1e-15, "small beside their mean");
        assertArrayEquals(new double[3], scaled.column("same"));
        assertEquals(8, scales.invert("same", 1), "what was always the same has a scale of 1");
    }

    @Test
    void minMaxIsFromZeroToOne() throws IOException {
        Normalization scales = Normalization.minMax(TRAINING, "a");
        Table scaled = scales.apply(TRAINING);
        assertArrayEquals(new double[] {0, 0.5, 1}, scaled.column("a"));
        assertArrayEquals(TRAINING.column("b c"), scaled.column("b c"), "columns without a scale stay");
        assertEquals(1.5, scales.apply("a", 7), "other data may be outside");
        assertEquals(List.of("a"), scales.columns());
    }

    @Test
    void answersAreTurnedBack() throws IOException {
        Normalization scales = Normalization.minMax(TRAINING, "a", "same");
        float[] answers = {0.25f, 1, 0.5f, 2};
        scales.invert(answers, "a", "same");
        assertArrayEquals(new float[] {2, 8, 3, 9}, answers);
        double[] doubles = {0.25, 42};
        scales.invert(doubles, "a", "other");
        assertArrayEquals(new double[] {2, 42}, doubles);
        assertEquals(
                "answers: 3 numbers cannot be rows of 2 columns",
                assertThrows(IllegalArgumentException.class, () -> scales.invert(new float[3], "a", "b"))
                        .getMessage());
    }

    @Test
    void isSavedWithTheModel(@TempDir Path folder) throws IOException {
        Normalization scales = Normalization.standard(TRAINING);
        FakeModel model = FakeModel.counting(Precision.FLOAT);
        Path file = folder.resolve("m.safetensors");
        ParameterFile.save(model, file, NameMap.same(), Map.of("normalization", scales.save()));
        Normalization loaded;
        try (var in = Files.newInputStream(file)) {
            loaded = Normalization.load(ParameterFile.load(model, in).get("normalization"));
        }
        assertEquals(scales, loaded);
        assertEquals(scales.hashCode(), loaded.hashCode());
        double number = 1e9 + 2.34567;
        assertEquals(scales.apply("b c", number), loaded.apply("b c", number), "to the last bit");
    }

    @Test
    void refusesWhatItCannotBe() {
        Table none = TRAINING.slice(0, 0);
        refused("there is no row to take scales from", () -> Normalization.standard(none));
        refused(
                "there is no column \"height\". There are: a, b c, same",
                () -> Normalization.minMax(TRAINING, "height"));
        refused(
                "this is no normalization; it begins with \"vocabulary/1 -1\"",
                () -> Normalization.load("vocabulary/1 -1\na"));
        for (String line : List.of("", "1", "1 2", "x 2 a", "1 0 a", "1 -1 a", "1 NaN a", "Infinity 1 a")) {
            refused(
                    "normalization: expected a shift, a scale above 0 and a column, found \"" + line + "\"",
                    () -> Normalization.load("normalization/1\n" + line));
        }
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
