// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.List;

/** A function with its options chosen, as a cell is handed it: {@code elu(alpha = 0.5)}. */
record FunctionUse(FunctionDef function, List<Double> options) {}
