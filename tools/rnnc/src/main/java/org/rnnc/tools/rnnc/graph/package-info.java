// SPDX-License-Identifier: Apache-2.0

/** Pictures of a model: the dataflow of one step, and the layers from step to step, as SVG or in the DOT language. */
@NullMarked
package org.rnnc.tools.rnnc.graph;

import org.jspecify.annotations.NullMarked;
