// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.scale;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.JavaFile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnnc.processor.java.ClassSize;
import org.rnnc.processor.java.api.JavaEmitter;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Trainer;

/** The largest that each limit allows, and one more. */
class LimitsTest {
    private static String each(int count, String text, String between) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> text.replace("#", "" + i))
                .collect(Collectors.joining(between));
    }

    private static void emits(String body) {
        assertTrue(constants(body) <= ClassSize.MOST);
    }

    private static int constants(String body) {
        List<JavaFile> files = JavaEmitter.emit(
                MemoryPlan.of(EmittedModel.spec("Net", body), new PlainTarget()), false, "net", "0", true);
        return ClassSize.constants(files);
    }

    private static void refused(String body, String message) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> EmittedModel.spec("Net", body));
        assertTrue(refused.getMessage().contains(message), refused::getMessage);
    }

    /** By way of javac, the loader and one update. */
    @Test
    void layersTrain() {
        String body = Large.tower(500, "rnn(3)") + "train { window 3 }\n";
        Trainer trainer =
                CompiledModel.of(EmittedModel.spec("Net", body)).create(1).newTrainer();
        float[] ones = new float[9];
        Arrays.fill(ones, 1);
        double before = trainer.train(Batches.of(trainer, ones, ones));
        assertTrue(trainer.train(Batches.of(trainer, ones, ones)) < before);
        refused(Large.tower(501, "rnn(3)"), "more than 500 layers");
    }

    @Test
    void operations() {
        emits(Large.equations(4_900));
        refused(Large.equations(5_100), "more than 20000 operations");
    }

    @Test
    void largerLayersFillAClassFileEarlier() {
        emits(Large.tower(100, "lstm(3)"));
        assertTrue(
                constants(Large.tower(460, "lstm(3)") + "train { optimizer adam(rate = 0.001) }\n") > ClassSize.MOST);
    }

    @Test
    void inputsAndOutputs() {
        String inputs = each(125, "input x#: vector<3>\n", "");
        String outputs = each(125, "output y# = x# |> rnn(3)\n", "");
        emits(inputs + outputs + "loss " + each(125, "mse(y#)", " + ") + "\n");
        refused(inputs + outputs + "output more = x1 |> dense(2)\nloss mse(more)\n", "250");
    }

    @Test
    void operatorsOfAnExpression() {
        emits("input x: vector<3>\noutput y = x" + each(149, " + tanh(x)", "") + "\nloss mse(y)\n");
        refused("input x: vector<3>\noutput y = x" + each(301, " + x", "") + "\nloss mse(y)\n", "at most 300");
    }

    @Test
    void cellsWithinCells() {
        String cells = each(38, "cell c# { input x: vector<m> output y = x |> c@# }\n", "");
        for (int i = 38; i >= 1; i--) {
            cells = cells.replace("c@" + i + " ", "c" + (i + 1) + " ");
        }
        emits(cells + "cell c39 { input x: vector<m> output y = x |> dense(3) }\n"
                + "input x: vector<3>\noutput y = x |> c1\nloss mse(y)\n");
    }

    @Test
    void stepsWrittenOut() {
        String body = "input x: vector<3>\noutput y = x |> rnn(3)\nloss mse(y)\ntrain { window %d; unroll full }\n";
        emits(body.formatted(512));
        refused(body.formatted(513), "more than 512");
    }

    @Test
    void charactersOfAText() {
        String body = Large.tower(1, "rnn(3)");
        emits(body + " ".repeat((1 << 20) - body.length()));
        refused(body + " ".repeat((1 << 20) + 1 - body.length()), "at most 1048576");
    }

    /** Java takes at most 255 arguments; each part of a vector and each matrix of a product would be one, or two. */
    @Test
    void argumentsOfAMethod() {
        String inputs = each(130, "input x#: vector<3>\n", "");
        CompiledModel.of(EmittedModel.spec(
                "Joined", inputs + "output y = concat(" + each(130, "x#", ", ") + ") |> rnn(2)\nloss mse(y)\n"));
        CompiledModel.of(EmittedModel.spec(
                "Side",
                "cell side(n) { input x: vector<n>\nparam " + each(260, "W#", ", ") + ": matrix<n, n>, "
                        + each(260, "b#", ", ") + ": vector<n>\n"
                        + each(260, "e# = tanh(W# * x + b#)\n", "") + "output y = concat(" + each(260, "e#", ", ")
                        + ") }\ninput x: vector<3>\noutput y = x |> side(3) |> dense(2)\nloss mse(y)\n"));
    }

    @Test
    void operandsOfAFunction() {
        emits("input x: vector<3>\n" + each(400, "h# = x |> dense(2)\n", "") + "output y = concat("
                + each(400, "h#", ", ") + ")\nloss mse(y)\n");
    }
}
