// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.inside;

import java.util.Arrays;
import java.util.List;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.samples.common.AddingProblem;

/** Gates and states of a network while it reads one sequence. */
final class GatePictures {
    private static final int SEQUENCE = 0;

    private GatePictures() {}

    /** Units in the order in which the marks open their input gates, widest first. */
    static HeatMapPicture lstm(Network network) {
        AddingProblem problem = network.look();
        Trainer trainer = network.trainer();
        boolean[] marked = marked(problem, trainer);
        double[][] input = HeatMap.unitsOf(trainer.values("memory.i"), SEQUENCE);
        double[][] forget = HeatMap.unitsOf(trainer.values("memory.f"), SEQUENCE);
        double[][] memory = HeatMap.unitsOf(trainer.values("memory.c"), SEQUENCE);
        Integer[] order = HeatMap.order(response(input, marked));
        return new HeatMapPicture(
                "An LSTM adds the two marked numbers",
                numbers(problem, trainer),
                marked,
                List.of(
                        HeatMap.ofGate("input gate i: what is written", HeatMap.reordered(input, order)),
                        HeatMap.ofGate("forget gate f: what is kept", HeatMap.reordered(forget, order)),
                        HeatMap.ofState(
                                "memory c, relative to each unit's largest", HeatMap.reordered(memory, order))));
    }

    /** Units in the order in which the marks close their update gates. */
    static HeatMapPicture gru(Network network) {
        AddingProblem problem = network.look();
        Trainer trainer = network.trainer();
        boolean[] marked = marked(problem, trainer);
        double[][] update = HeatMap.unitsOf(trainer.values("memory.z"), SEQUENCE);
        double[][] state = HeatMap.unitsOf(trainer.values("memory.h"), SEQUENCE);
        double[] response = response(update, marked);
        Integer[] order = HeatMap.order(Arrays.stream(response).map(x -> -x).toArray());
        return new HeatMapPicture(
                "A GRU adds the two marked numbers",
                numbers(problem, trainer),
                marked,
                List.of(
                        HeatMap.ofGate("update gate z: what is kept", HeatMap.reordered(update, order)),
                        HeatMap.ofState("state h, relative to each unit's largest", HeatMap.reordered(state, order))));
    }

    /** How much more open each unit's gate is at the marks than elsewhere. */
    private static double[] response(double[][] gate, boolean[] marked) {
        return Arrays.stream(gate).mapToDouble(unit -> response(unit, marked)).toArray();
    }

    private static double response(double[] unit, boolean[] marked) {
        double at = 0;
        double elsewhere = 0;
        int marks = 0;
        for (int step = 0; step < unit.length; step++) {
            if (marked[step]) {
                at += unit[step];
                marks++;
            } else {
                elsewhere += unit[step];
            }
        }
        return at / marks - elsewhere / (unit.length - marks);
    }

    private static double[] numbers(AddingProblem problem, Trainer trainer) {
        double[] numbers = new double[trainer.model().info().window()];
        Arrays.setAll(numbers, step -> input(problem, trainer, step, 0));
        return numbers;
    }

    private static boolean[] marked(AddingProblem problem, Trainer trainer) {
        boolean[] marked = new boolean[trainer.model().info().window()];
        for (int step = 0; step < marked.length; step++) {
            marked[step] = input(problem, trainer, step, 1) == 1;
        }
        return marked;
    }

    private static float input(AddingProblem problem, Trainer trainer, int step, int which) {
        return problem.inputs()[(step * trainer.model().info().batch() + SEQUENCE) * 2 + which];
    }
}
