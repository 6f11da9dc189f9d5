// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.graph.State;

/** How parameters of a model start: those that say nothing themselves, or those that an option names. */
public interface Initializer {
    /** {@code parameter} with its start, in a model of which all layers are there. */
    Parameter of(Parameter parameter, GraphAssembler model);

    /** Whatever it is starts so. */
    static Initializer of(Start start) {
        return (parameter, model) -> with(parameter, start);
    }

    /** Matrices start so, and vectors at zero. */
    static Initializer ofMatrices(Start start) {
        return (parameter, model) ->
                parameter.shape() instanceof Shape.Matrix ? with(parameter, start) : with(parameter, Start.ZEROS);
    }

    /**
     * As PyTorch's modules start theirs, biases too: in a layer with a state, uniform within 1 / sqrt(size of its largest
     * state); in one without, uniform within 1 / sqrt(columns of the matrix, or of the layer's first matrix with as many
     * rows as the vector is long); a matrix of which rows are looked up, normal(1).
     */
    Initializer PYTORCH = (parameter, model) -> {
        if (isTable(parameter, model)) {
            return with(parameter, new Start(Start.Kind.NORMAL, 1, 0));
        }
        double limit = 1 / Math.sqrt(spread(parameter, model));
        return with(parameter, new Start(Start.Kind.UNIFORM, -limit, limit));
    };

    private static Parameter with(Parameter p, Start start) {
        return new Parameter(p.index(), p.layer(), p.name(), p.fileName(), p.shape(), start);
    }

    private static boolean isTable(Parameter parameter, GraphAssembler model) {
        List<Node> users = model.builder().nodes().stream()
                .filter(node -> node.inputs().stream()
                        .anyMatch(input -> input.op().equals(new Op.Parameter(parameter.index()))))
                .toList();
        // Layers that share it come later.
        return !users.isEmpty() && users.get(0).op().equals(new Op.Lookup(true));
    }

    private static int spread(Parameter parameter, GraphAssembler model) {
        int hidden = model.states().stream()
                .filter(state -> state.name()
                        .substring(0, Math.max(0, state.name().lastIndexOf('.')))
                        .equals(parameter.layer()))
                .mapToInt(State::size)
                .max()
                .orElse(0);
        if (hidden > 0) {
            return hidden;
        }
        if (parameter.shape() instanceof Shape.Matrix matrix) {
            return matrix.columns();
        }
        return model.declared().stream()
                .filter(other -> other.layer().equals(parameter.layer()))
                .filter(other -> other.shape() instanceof Shape.Matrix matrix
                        && matrix.rows() == parameter.shape().elements())
                .mapToInt(other -> ((Shape.Matrix) other.shape()).columns())
                .findFirst()
                .orElse((int) parameter.shape().elements());
    }
}
