// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Shape;

/**
 * All numbers that a window of a graph depends on: logical tensors, row-major.
 *
 * @param parameters by parameter index
 * @param inputs {@code double[]} of {@code [steps][batch][n]}, or {@code int[]} of {@code [steps][batch]} for tokens
 * @param targets like inputs, or without steps
 * @param initials by state index: {@code [batch][n]}
 */
public record WindowData(
        int steps,
        int batch,
        List<double[]> parameters,
        List<Object> inputs,
        List<Object> targets,
        List<double[]> initials) {

    /** Parameters and initial states within 0.8 of zero, inputs and targets within 1. */
    public static WindowData random(Graph graph, int steps, int batch, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new WindowData(
                steps,
                batch,
                graph.parameters().stream()
                        .map(p -> numbers(random, p.shape().elements(), 0.8))
                        .toList(),
                graph.inputs().stream()
                        .map(data -> data(random, data, steps, batch))
                        .toList(),
                graph.targets().stream()
                        .map(data -> data(random, data, steps, batch))
                        .toList(),
                graph.states().stream()
                        .map(state -> numbers(random, (long) batch * state.size(), 0.8))
                        .toList());
    }

    private static Object data(SplittableRandom random, Graph.Data data, int steps, int batch) {
        int count = data.domain().isPerStep() ? steps * batch : batch;
        return data.shape() instanceof Shape.Token token
                ? random.ints(count, 0, token.count()).toArray()
                : numbers(random, count * data.shape().elements(), 1);
    }

    private static double[] numbers(SplittableRandom random, long count, double limit) {
        return random.doubles(count, -limit, limit).toArray();
    }

    /** An interpreter of {@code graph} that has all this. */
    public GraphInterpreter interpret(Graph graph) {
        return fill(new GraphInterpreter(graph, steps, batch));
    }

    /** Gives all this to {@code interpreter}. */
    public GraphInterpreter fill(GraphInterpreter interpreter) {
        for (int i = 0; i < parameters.size(); i++) {
            interpreter.setParameter(i, parameters.get(i));
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) instanceof int[] tokens) {
                interpreter.setInput(i, tokens);
            } else {
                interpreter.setInput(i, (double[]) inputs.get(i));
            }
        }
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) instanceof int[] tokens) {
                interpreter.setTarget(i, tokens);
            } else {
                interpreter.setTarget(i, (double[]) targets.get(i));
            }
        }
        for (int i = 0; i < initials.size(); i++) {
            interpreter.setInitial(i, initials.get(i));
        }
        return interpreter;
    }

    /** Inputs, then targets, as a trainer takes them. */
    public Object[] arrays() {
        return Stream.concat(inputs.stream(), targets.stream()).toArray();
    }
}
