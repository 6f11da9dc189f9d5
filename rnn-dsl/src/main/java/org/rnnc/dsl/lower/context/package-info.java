// SPDX-License-Identifier: Apache-2.0
/**
 * What everything is lowered in: the environment of one cell instance, and the model it adds to.
 * In: names and values. Out: nodes of one graph, its parameters and states, the layers by name.
 * Expressions are lowered by whoever implements {@code Lowering}.
 */
@NullMarked
package org.rnnc.dsl.lower.context;

import org.jspecify.annotations.NullMarked;
