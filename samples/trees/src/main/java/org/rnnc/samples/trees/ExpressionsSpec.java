// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.trees;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the classes of all models in {@code Expressions.rnn}. */
@RnnModel(file = "Expressions.rnn")
interface ExpressionsSpec {}
