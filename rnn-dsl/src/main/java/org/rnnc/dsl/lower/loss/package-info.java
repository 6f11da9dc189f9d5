// SPDX-License-Identifier: Apache-2.0
/**
 * The loss of a model.
 * In: what the loss is written as, and the outputs of the model. Out: one number in the graph, and the targets it needs.
 */
@NullMarked
package org.rnnc.dsl.lower.loss;

import org.jspecify.annotations.NullMarked;
