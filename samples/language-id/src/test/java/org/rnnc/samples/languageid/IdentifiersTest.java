// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.runtime.random.RandomSource;

/** What the README says, after less training. */
class IdentifiersTest {
    private static final Corpus CORPUS = Corpus.of(Cldr.names(), RandomSource.of(1));

    @TempDir
    private Path folder;

    @Test
    void naiveBayesKnowsMostNames() {
        Report report = new Report(NaiveBayes.of(CORPUS.training(), 4, 0.03), CORPUS.test());
        assertTrue(report.accuracy() > 0.8, () -> "accuracy " + report.accuracy());
    }

    @Test
    void theNetworkLearnsAndIsTheSameOutOfAFile() throws IOException {
        Network network = Network.create(CORPUS.training(), 1);
        network.train(CORPUS.training(), 1, RandomSource.of(1));
        Report report = new Report(network, CORPUS.test());
        assertTrue(report.accuracy() > 0.6, () -> "accuracy " + report.accuracy());
        assertEquals(10, report.confusions(10).size());

        Path file = folder.resolve("network.safetensors");
        network.save(file);
        List<String> texts = List.of("frankrijk", "frankreich", "франция", "");
        List<float[]> before = network.weigh(texts);
        List<float[]> after = Network.load(file).weigh(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertArrayEquals(before.get(i), after.get(i));
        }
    }

    @Test
    void bayesAddsUpLogarithms() {
        // Groups of one character: a and b in language 0, c in language 1; two edges are no groups.
        List<Name> names = List.of(new Name("country A", "ab", 0), new Name("country A", "c", 1));
        float[] weights = NaiveBayes.of(names, 1, 0.5).weigh(List.of("ac")).get(0);
        assertEquals(Math.log(1.5 / 3.5) + Math.log(0.5 / 3.5), weights[0], 1e-6);
        assertEquals(Math.log(0.5 / 2.5) + Math.log(1.5 / 2.5), weights[1], 1e-6);
    }
}
