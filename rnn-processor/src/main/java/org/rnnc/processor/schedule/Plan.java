// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.pack.Pack;
import org.rnnc.processor.schedule.pack.Stored;

/**
 * All that an emitter needs: what to compute, in which order, and where it is kept.
 *
 * @param refresh what follows from the parameters alone; done when they change
 * @param step one step of one sequence; absent for a model that cannot stream
 * @param beginning what is computed before the first step; absent for a model that cannot stream, or has no input per
 *     sequence
 * @param prediction whole sequences, as many and as long as there is room for
 * @param readable what can be read by name after a prediction
 * @param window a training window; absent for a model without a loss
 * @param states the model's own states first, then the adjoint ones
 * @param packOfParameter by parameter index
 * @param parameterGradients by parameter index
 * @param observedGradients by the path of the observed value
 * @param matrices where each matrix is that is no parameter
 * @param inUse by node of the model what stands for it in the step, where that is another one
 * @param shown by node of the model what is looked at after a window, where that is another one
 * @param sparseGradients the layouts whose gradients are zero but for the arrays that tokens have chosen
 * @param gradientOwner by a matrix's gradient (and each sum on the way to it) the parameter in whose layout it is kept
 */
public record Plan(
        ModelSpec model,
        List<State> states,
        List<Pack> packs,
        Map<Integer, Pack> packOfParameter,
        Program refresh,
        Optional<Program> step,
        Optional<Beginning> beginning,
        Program prediction,
        Map<String, Node> readable,
        Optional<Program> window,
        Map<Integer, Node> parameterGradients,
        Map<Integer, Node> inputGradients,
        Map<Integer, Node> initialGradients,
        Map<String, Node> observedGradients,
        Set<Pack> sparseGradients,
        Map<Node, Integer> gradientOwner,
        Map<Node, Stored> matrices,
        Map<Node, Node> inUse,
        Map<Node, Node> shown,
        Labels labels) {
    public Plan {
        states = List.copyOf(states);
        packs = List.copyOf(packs);
    }

    /** Packs, then each program with its stages and its memory. */
    public String explain() {
        StringBuilder out = new StringBuilder();
        for (Pack pack : packs) {
            String sparse = sparseGradients.contains(pack) ? "; its gradient is sparse" : "";
            out.append(pack.explain()).append(sparse).append('\n');
        }
        explain(out, "refresh, when parameters have changed", Optional.of(refresh));
        explain(out, "beginning of a sequence", beginning.map(Beginning::program));
        explain(out, "step", step);
        explain(out, "prediction", Optional.of(prediction));
        explain(out, "window", window);
        return out.toString();
    }

    private void explain(StringBuilder out, String title, Optional<Program> program) {
        program.filter(p -> !p.forward().isEmpty())
                .ifPresent(p -> out.append("\n==== ")
                        .append(title)
                        .append('\n')
                        .append(p.explain(labels))
                        .append("-- memory\n")
                        .append(p.layout().explain(labels)));
    }

    /** Where a matrix is. */
    public Stored stored(Node matrix) {
        return matrix.op() instanceof Op.Parameter parameter
                ? new Stored(packOf(parameter.index()), parameter.index(), false)
                : matrices.get(matrix);
    }

    /** What stands for a node of the model in the step. */
    public Node inUse(Node node) {
        return inUse.getOrDefault(node, node);
    }

    /** What is looked at after a window, for a node of the model. */
    public Node shown(Node node) {
        return shown.getOrDefault(node, node);
    }

    public Pack packOf(int parameter) {
        return packOfParameter.get(parameter);
    }
}
