// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;

/**
 * Training gives the same bits everywhere: compiled by the JIT, interpreted, on another JDK, and as recorded in {@code
 * training-hashes.txt}. A change of the compiler that changes bits changes that file; {@code -Dhashes.update=true} writes
 * it anew.
 */
class BitEqualityTest {
    private static final Path RECORDED = Path.of("src/test/resources/generated/training-hashes.txt");

    private static final Map<String, String> FLOWS = new LinkedHashMap<>();

    static {
        FLOWS.put("Chars", "token<13>; rnn(19) |> dense(13) |> softmax; crossEntropy(y); adagrad(rate = 0.1); 1");
        FLOWS.put(
                "Words",
                "token<17>; embedding(6) |> gru(9) |> dense(17) |> softmax; crossEntropy(y); adam(rate = 0.01); 3");
        FLOWS.put("Numbers", "vector<5>; lstm(18) |> lstm(7) |> dense(3); mse(y); rmsprop(rate = 0.01); 2");
        FLOWS.put(
                "Masked",
                "vector<5>; dropout(0.2) |> lstm(18, zoneout = 0.1) |> gru(7, recurrentDropout = 0.3, dropConnect = 0.2) |> dense(3); mse(y);"
                        + " adam(rate = 0.01); 2");
        FLOWS.put("Table", "token<50>; embedding(6) |> rnn(9) |> dense(3); mse(y); adagrad(rate = 0.1); 3");
        FLOWS.put("Pooled", "vector<4>; gru(33) |> last |> dense(2); huber(y); sgd(rate = 0.1); 5");
    }

    private static final Map<String, CompiledModel> MODELS = new LinkedHashMap<>();

    @TempDir
    private static Path classes;

    @BeforeAll
    static void compile() throws IOException {
        for (ModelSpec spec : specs()) {
            CompiledModel model = CompiledModel.of(spec);
            MODELS.put(spec.name(), model);
            model.write(classes);
        }
        if (Boolean.getBoolean("hashes.update")) {
            Files.createDirectories(RECORDED.getParent());
            Files.writeString(RECORDED, here());
        }
    }

    /** The models whose training is recorded. */
    static List<ModelSpec> specs() {
        List<ModelSpec> specs = new ArrayList<>();
        for (String precision : List.of("float", "double")) {
            for (Map.Entry<String, String> flow : FLOWS.entrySet()) {
                String[] part = flow.getValue().split("; ");
                String body = "input x: %s\noutput y = x |> %s\nloss %s\n".formatted(part[0], part[1], part[2])
                        + "train { window 7, carry state; batch %s; optimizer %s; clip norm 1 }\n"
                                .formatted(part[4], part[3])
                        + "precision " + precision;
                String name = flow.getKey() + (precision.equals("float") ? "Float" : "Double");
                specs.add(EmittedModel.spec(name, body));
            }
        }
        return specs;
    }

    static String recorded() throws IOException {
        assertTrue(
                Files.exists(RECORDED), () -> "no " + RECORDED.toAbsolutePath() + "; -Dhashes.update=true writes it");
        return Files.readString(RECORDED);
    }

    private static String here() {
        return MODELS.entrySet().stream()
                .map(model ->
                        model.getKey() + " " + TrainingHash.of(model.getValue().create(5)) + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void asRecorded() throws IOException {
        assertEquals(recorded(), here());
    }

    @Test
    void interpreted() throws IOException, InterruptedException {
        assertEquals(recorded(), run(ChildJvm.ownJava(), List.of("-Xint")));
    }

    @Test
    void compiledByC1Only() throws IOException, InterruptedException {
        assertEquals(recorded(), run(ChildJvm.ownJava(), List.of("-XX:TieredStopAtLevel=1")));
    }

    @Test
    void onALaterJdk() throws IOException, InterruptedException {
        Optional<Path> java = ChildJvm.laterJava();
        assumeTrue(java.isPresent(), "no later JDK: neither JAVA_HOME_25 nor one of 21 or more in /usr/lib/jvm");
        assertEquals(recorded(), run(java.get(), List.of()));
        assertEquals(recorded(), run(java.get(), List.of("-Xint")));
    }

    private static String run(Path java, List<String> options) throws IOException, InterruptedException {
        List<String> names =
                MODELS.keySet().stream().map(name -> "compiled." + name).toList();
        return ChildJvm.run(java, options, classes, TrainingHash.class, names);
    }
}
