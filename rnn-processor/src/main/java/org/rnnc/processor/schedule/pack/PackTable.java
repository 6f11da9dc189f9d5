// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.pack;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;

/** Which pack each parameter is in, and whose place in which pack all other matrices have. */
public final class PackTable {
    private final List<Parameter> parameters;
    private final List<Pack> all;
    private final Map<Integer, Pack> byParameter;
    private final Map<Node, Stored> matrices;
    private final Map<Node, Integer> gradients;

    /**
     * @param byParameter by the index of the parameter
     * @param matrices those that are no parameters
     * @param gradients of matrices, and each sum on the way to one, with the index of the parameter
     */
    PackTable(
            List<Parameter> parameters,
            List<Pack> all,
            Map<Integer, Pack> byParameter,
            Map<Node, Stored> matrices,
            Map<Node, Integer> gradients) {
        this.parameters = parameters;
        this.all = List.copyOf(all);
        this.byParameter = Map.copyOf(byParameter);
        this.matrices = Collections.unmodifiableMap(matrices);
        this.gradients = Collections.unmodifiableMap(gradients);
    }

    /** Those of the parameters, by number. */
    public List<Pack> all() {
        return all;
    }

    /** The one that a parameter is in. */
    public Pack of(Parameter parameter) {
        return Objects.requireNonNull(byParameter.get(parameter.index()), parameter::toString);
    }

    /** Where a matrix belongs. */
    public Stored stored(Node matrix) {
        if (matrix.op() instanceof Op.Parameter op) {
            Parameter parameter = parameters.get(op.index());
            return new Stored(of(parameter), parameter, false);
        }
        return Objects.requireNonNull(matrices.get(matrix), matrix::toString);
    }

    /** All that are stored though they are no parameters. */
    public Set<Node> others() {
        return matrices.keySet();
    }

    /**
     * The parameter in whose place a gradient is kept, or a sum on the way to it; empty for that of a vector, which may be
     * any value.
     */
    public Optional<Parameter> ownerOf(Node gradient) {
        return Optional.ofNullable(gradients.get(gradient)).map(parameters::get);
    }

    /** All packs, also those of other matrices in the order of some parameters. */
    public Set<Pack> everyRole() {
        Set<Pack> every = new LinkedHashSet<>(all);
        matrices.values().forEach(stored -> every.add(stored.pack()));
        return every;
    }

    /** The packs that have a gradient. */
    public List<Pack> withGradients() {
        return all.stream()
                .filter(pack ->
                        pack.parameters().stream().anyMatch(parameter -> gradients.containsValue(parameter.index())))
                .toList();
    }
}
