// SPDX-License-Identifier: Apache-2.0

/**
 * Differentiates. In comes a graph with a loss; out goes the same graph with the adjoint of each node that gradients
 * need, made of the same operations, and the states in which adjoints run from step to step.
 */
@NullMarked
package org.rnnc.processor.grad;

import org.jspecify.annotations.NullMarked;
