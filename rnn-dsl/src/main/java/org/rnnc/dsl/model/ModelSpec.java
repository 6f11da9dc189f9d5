// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.syntax.SourceSpan;

/**
 * A checked model: what the compiler's later stages start from. Nothing in it knows of text but {@code equations},
 * which are for the reader of the generated code.
 *
 * @param equations the layers' equations and the model's flow, a line each, as written
 * @param span the model's declaration, for messages of later stages
 */
public record ModelSpec(
        String name,
        String documentation,
        List<String> equations,
        Precision precision,
        Graph graph,
        Training training,
        SourceSpan span) {
    /** Bytes that a file's name has at most in common file systems, less what the longest one has besides the model's. */
    public static final int LONGEST_NAME = 255 - "_Engine$Beginning.class".length();

    public ModelSpec {
        equations = List.copyOf(equations);
    }

    /** The same equations, trained in another way. */
    public ModelSpec with(Training other) {
        return new ModelSpec(name, documentation, equations, precision, graph, other, span);
    }

    /** The same model, computed in another way. */
    public ModelSpec with(Graph other) {
        return new ModelSpec(name, documentation, equations, precision, other, training, span);
    }

    /** Whether the files of a model's classes can have its name. */
    public static boolean isFileName(String model) {
        return model.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }

    public enum Precision {
        FLOAT,
        DOUBLE
    }
}
