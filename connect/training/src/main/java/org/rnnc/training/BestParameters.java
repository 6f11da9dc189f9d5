// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.tensor.Tensor;
import org.rnnc.runtime.tensor.Tensors;

/** A copy of a model's parameters. Memory is taken when the first one is made. */
final class BestParameters {
    private final Model model;
    private final Map<Tensor, double[]> copies = new LinkedHashMap<>();
    private boolean there;

    BestParameters(Model model) {
        this.model = model;
    }

    void keep() {
        for (Tensor parameter : model.parameters()) {
            parameter.read(copies.computeIfAbsent(parameter, tensor -> new double[tensor.size()]));
        }
        there = true;
    }

    /** What was kept belongs to another run. */
    void forget() {
        there = false;
    }

    /** Writes the copy back, if there is one. */
    boolean restore() {
        if (there) {
            Tensors.write(copies);
        }
        return there;
    }
}
