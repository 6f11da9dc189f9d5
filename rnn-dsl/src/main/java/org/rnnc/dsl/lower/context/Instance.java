// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import java.util.Optional;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.resolve.LayerNames;
import org.rnnc.dsl.syntax.SpecFile;

/**
 * One use of a cell, or a model.
 *
 * @param file whose names it sees
 * @param layer the layer this is an instance of; empty for a model
 * @param layerNames the names of the layers within it
 * @param direction in which its states run
 * @param axis along which they run; empty for a model that has several
 */
public record Instance(
        SpecFile file,
        String layer,
        LayerNames layerNames,
        Direction direction,
        Optional<Axis> axis,
        ErrorReporter report) {}
