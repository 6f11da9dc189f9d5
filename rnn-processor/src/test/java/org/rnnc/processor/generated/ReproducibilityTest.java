// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.RandomGraphs;
import org.rnnc.processor.support.EmittedModel;

/** The same spec gives the same bytes: twice in one JVM, and in others, whose hash tables have other orders. */
class ReproducibilityTest {
    private static final String BODY = """
            input x: token<11>, s: vector<3>
            e = x |> embedding(4)
            h = concat(e, s) |> lstm(6)
            g = h |> gru(5)
            output next = concat(g, h) |> dense(11) |> softmax
            output size = last(g) |> dense(2)
            loss crossEntropy(next) + 0.5 * mse(size)
            train { window 6, carry state; batch 2; optimizer adam(rate = 0.1); clip norm 1; gradients input, state }
            """;

    /** Prints checksums of the generated sources of a few models. */
    public static void main(String[] args) {
        checksums().forEach(System.out::println);
    }

    private static List<String> checksums() {
        List<ModelSpec> specs = new ArrayList<>(List.of(EmittedModel.spec("Written", BODY)));
        for (long seed = 1; seed <= 12; seed++) {
            specs.add(RandomGraphs.model(seed, RandomGraphs.Options.EVERYTHING));
        }
        List<String> checksums = new ArrayList<>();
        for (ModelSpec spec : specs) {
            CRC32 crc = new CRC32();
            EmittedModel.sources(spec, "p").values().forEach(text -> crc.update(text.getBytes(StandardCharsets.UTF_8)));
            checksums.add(spec.name() + " " + crc.getValue());
        }
        return checksums;
    }

    @Test
    void twiceInOneJvm() {
        assertEquals(
                EmittedModel.sources(EmittedModel.spec("A", BODY), "p"),
                EmittedModel.sources(EmittedModel.spec("A", BODY), "p"));
    }

    @Test
    void inOtherJvms(@TempDir Path nothing) throws IOException, InterruptedException {
        String here = String.join("\n", checksums()) + "\n";
        // Identity hash codes that are all 1, that count up, and as they come; sets of Set.of differ each time anyway.
        for (String hashCode : List.of("2", "3", "5")) {
            List<String> options = List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=" + hashCode);
            assertEquals(
                    here, ChildJvm.run(ChildJvm.ownJava(), options, nothing, ReproducibilityTest.class, List.of()));
        }
    }
}
