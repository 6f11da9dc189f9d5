// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;

/** Parameters as users see them: those of one tensor, such as the matrices of all gates, one below the other. */
public final class StackedTensors {
    private StackedTensors() {}

    /** Parameters by the tensor they are stacked into, in order. */
    public static Map<String, List<Parameter>> byTensor(Graph graph) {
        Map<String, List<Parameter>> tensors = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            tensors.computeIfAbsent(parameter.tensorName(), name -> new ArrayList<>())
                    .add(parameter);
        }
        return tensors;
    }

    public static List<Integer> stackedShape(List<Parameter> parameters) {
        int rows = 0;
        for (Parameter parameter : parameters) {
            rows += parameter.shape() instanceof Shape.Matrix matrix
                    ? matrix.rows()
                    : ((Shape.Vector) parameter.shape()).size();
        }
        return parameters.get(0).shape() instanceof Shape.Matrix matrix
                ? List.of(rows, matrix.columns())
                : List.of(rows);
    }
}
