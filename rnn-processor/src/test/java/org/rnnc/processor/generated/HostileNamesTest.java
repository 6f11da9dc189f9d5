// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.tensor.Tensor;

/**
 * Each word that stands in generated code, and each of Java, as the name of everything that has one: it compiles without
 * a warning, and computes to the bit what the same model computes under plain names. The words are gathered from what is
 * generated, so that a new one is tried from the day it is there.
 */
class HostileNamesTest {
    /** With 1 each word is tried as everything that has a name, else as some of that. */
    private static final int STRIDE = Integer.getInteger("names.stride", 6);

    /** Everything that has a name, as it is called in the plain model; the last is the model. */
    private static final List<String> POSITIONS = List.of(
            "theCell",
            "cellInput",
            "param1",
            "param2",
            "param3",
            "theState",
            "inner",
            "input1",
            "input2",
            "input3",
            "value1",
            "value2",
            "output1",
            "output2",
            "layer1",
            "layer2",
            "TheModel");

    private static final String BODY = """
            cell theCell(n_) {
              input cellInput: vector<m_>
              param param1, param2: matrix<n_, m_>, param3: matrix<n_, n_>
              state theState: vector<n_>
              inner = tanh(param1 * cellInput + param3 * theState[t-1])
              theState = sigmoid(param2 * cellInput) .* inner
              output theState
            }
            input input1: vector<3>, input2: token<4>, input3: vector<3> per sequence
            value1 = concat(input1, input2 |> embedding(2)) |> theCell(3, theState = input3) as layer1
            value2 = value1 |> gru(3) as layer2
            output output1 = value2 |> dense(4) |> softmax
            output output2 = value2 + value1
            loss crossEntropy(output1) + mse(output2)
            train { window 4; batch 2; optimizer adam(rate = 0.1); clip norm 1; gradients input, state }
            """;

    /** More of what generated code can have than the plain model makes it have. */
    private static final List<String> RICH = List.of("""
            input x: vector<6>, y: token<300>
            h = concat(x, y |> embedding(3)) |> dropout(0.5) |> lstm(4) |> bidirectional(rnn(2)) as both
            output a = h |> final |> dense(1) |> sigmoid
            output b = h |> dense(3)
            loss binaryCrossEntropy(a) + huber(b) + 0.1 * l2(both)
            train { window 9, backward 4; batch 3; optimizer nadam(rate = 0.1); clip norm 1 per tensor
              maxNorm 2 for both; observe h }
            """, """
            input x: vector<3>
            output y = x |> rnn(20) |> last |> dense(20) |> softmax
            loss crossEntropy(y)
            precision double
            train { window 9; unroll full; optimizer lion(rate = 0.1); clip value 1 }
            """);

    /** Words of Java, and names that other code of Java has much to do with. */
    private static final String WORDS =
            "abstract assert boolean break byte case catch char class const continue default do double else enum extends "
                    + "final finally float for goto if implements import instanceof int interface long native new "
                    + "package private protected public return short static strictfp super switch synchronized this "
                    + "throw throws transient try void volatile while true false null _ var yield record sealed permits "
                    + "when module open requires exports getClass hashCode equals clone toString notify notifyAll wait "
                    + "finalize main java javax org com jdk rnnc runtime kernel lang util Class Integer Iterable "
                    + "Comparable Deprecated Record Thread Runtime Module Process Number Character Error Exception "
                    + "Throwable Kernel Plain Vector Case Model StreamingModel RnnModel Layer Input Predictor Decoder "
                    + "Batch info newSession newState newTrainer create _x __ x_ x1 X aFirst inputFirst "
                    + "value1Initial theStateInitial layer1TheStateInitial value2First rowFirst rows2 j2 a1 A";

    private static Set<String> words() {
        Set<String> words = new TreeSet<>(Arrays.asList(WORDS.split(" ")));
        Pattern word = Pattern.compile("[A-Za-z_]\\w*");
        for (String body : allBodies()) {
            EmittedModel.sources(EmittedModel.spec("TheModel", body), "p")
                    .values()
                    .forEach(source -> {
                        String code = source.replaceAll("(?s)/\\*.*?\\*/|\"[^\"]*\"", " ");
                        for (Matcher found = word.matcher(code); found.find(); ) {
                            words.add(found.group());
                        }
                    });
        }
        words.removeAll(POSITIONS);
        // A cell of the model's own comes before one of the library, so that the model would be another.
        words.removeAll(Set.of("dense", "embedding", "gru"));
        // Methods have names of their own kind; of kernels alone there are hundreds.
        words.removeIf(name -> name.startsWith("TheModel") || name.matches(".*_\\d.*|[a-z]+\\d+"));
        return words;
    }

    private static List<String> allBodies() {
        List<String> bodies = new ArrayList<>(RICH);
        bodies.add(BODY);
        return bodies;
    }

    /** The plain model with other names: of the order of {@link #POSITIONS}. */
    private static ModelSpec named(List<String> names) {
        String body = BODY;
        for (int i = 0; i < names.size() - 1; i++) {
            body = body.replaceAll("\\b" + POSITIONS.get(i) + "\\b", "§" + i + "§");
        }
        for (int i = 0; i < names.size() - 1; i++) {
            body = body.replace("§" + i + "§", names.get(i));
        }
        return EmittedModel.spec(names.get(names.size() - 1), body);
    }

    /**
     * The plain model with other names, as many of them as the language takes in their places: where one is refused, it
     * is in our words, and the plain name stands there.
     */
    private static ModelSpec take(List<String> names) {
        while (true) {
            try {
                return named(names);
            } catch (IllegalArgumentException refused) {
                String message = refused.getMessage();
                assertTrue(
                        message.matches("(?s).*error RNN(015|03[0134]|04[168]|05[46]).*"),
                        () -> names + "\n" + message);
                int at = IntStream.range(0, names.size())
                        .filter(i ->
                                !names.get(i).equals(POSITIONS.get(i)) && message.contains("`" + names.get(i) + "`"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(names + "\n" + message));
                names.set(at, POSITIONS.get(at));
            }
        }
    }

    @Test
    void hideNothing() {
        List<String> words = List.copyOf(words());
        List<ModelSpec> specs = new ArrayList<>();
        List<List<String>> named = new ArrayList<>(List.of(POSITIONS));
        specs.add(named(POSITIONS));
        int kept = 0;
        for (int i = 0; i < words.size(); i += STRIDE) {
            List<String> names = new ArrayList<>();
            Set<String> taken = new HashSet<>();
            for (int position = 0; position < POSITIONS.size(); position++) {
                int at = i + 17 * position;
                while (!taken.add(words.get(at % words.size()).toLowerCase(Locale.ROOT))) {
                    at++;
                }
                names.add(words.get(at % words.size()));
            }
            specs.add(take(names));
            named.add(names);
            kept += (int)
                    names.stream().filter(name -> !POSITIONS.contains(name)).count();
        }
        assertTrue(kept > 0.8 * (specs.size() - 1) * POSITIONS.size(), "only " + kept + " names are legal");
        check(specs, named);
    }

    /** Names that generated code makes of other names: where a state starts, and the first row of an argument. */
    @Test
    void areNotMadeOfOthers() {
        String body = """
                input x: vector<3>, second: vector<3>, seed: vector<3> per sequence
                h = x |> rnn(3)
                output y = h .* second + x .* second
                output z = h + repeat(seed)
                loss mse(y) + mse(z)
                train { window 4, carry state; batch 2 }
                """;
        String hostile = body.replace("second", "xFirst").replace("seed", "rnnHInitial");
        ModelRun plain = new ModelRun(
                EmittedModel.spec("Net", body),
                CompiledModel.of(EmittedModel.spec("Net", body)).create(1));
        ModelRun other = new ModelRun(
                EmittedModel.spec("Net", hostile),
                CompiledModel.of(EmittedModel.spec("Net", hostile)).create(1));
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    plain.trainer().train(Batches.of(plain.trainer(), data(plain))),
                    other.trainer().train(Batches.of(other.trainer(), data(other))));
        }
    }

    /** What methods are called and get that are there only where others would be too long. */
    @Test
    void doNotMeetThoseOfPieces() {
        StringBuilder body = new StringBuilder("input x: vector<3>\nsame0 = x |> rnn(3)\n");
        for (int i = 1; i <= 150; i++) {
            body.append("same%d = tanh(same%d)\n".formatted(i, i - 1));
        }
        body.append("whole = same150 + previous(same1)\noutput y = tanh(whole) + whole\nloss mse(y)\n")
                .append("train { window 4; batch 2 }\n");
        ModelSpec plain = EmittedModel.spec("Net", body.toString());
        ModelSpec hostile = EmittedModel.spec("Net", body.toString().replaceAll("\\bwhole\\b", "all"));
        CompiledModel compiled = CompiledModel.of(hostile);
        String engine = String.join("\n", compiled.sources().values());
        assertTrue(engine.contains("valuesPart2(all)"), "nothing is split");
        ModelRun expected = new ModelRun(plain, CompiledModel.of(plain).create(1));
        ModelRun found = new ModelRun(hostile, compiled.create(1));
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    expected.trainer().train(Batches.of(expected.trainer(), data(expected))),
                    found.trainer().train(Batches.of(found.trainer(), data(found))));
        }
    }

    private static void check(List<ModelSpec> specs, List<List<String>> named) {
        List<CompiledModel> compiled = CompiledModel.ofAll(specs);
        ModelRun plain = new ModelRun(specs.get(0), compiled.get(0).create(1));
        double first = plain.trainer().train(Batches.of(plain.trainer(), data(plain)));
        double second = plain.trainer().train(Batches.of(plain.trainer(), data(plain)));
        for (int i = 1; i < specs.size(); i++) {
            ModelRun run = new ModelRun(specs.get(i), compiled.get(i).create(1));
            copy(compiled.get(0).create(1).parameters(), run.model().parameters());
            String names = named.get(i).toString();
            assertEquals(first, run.trainer().train(Batches.of(run.trainer(), data(run))), names);
            assertEquals(second, run.trainer().train(Batches.of(run.trainer(), data(run))), names);
        }
    }

    private static Object[] data(ModelRun run) {
        return run.arrays(WindowData.random(run.spec().graph(), 4, 2, 1));
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        for (int i = 0; i < from.size(); i++) {
            to.get(i).write(from.get(i).toArray());
        }
    }
}
