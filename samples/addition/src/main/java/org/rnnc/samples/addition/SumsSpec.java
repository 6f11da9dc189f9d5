// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.addition;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the classes of all models in {@code Sums.rnn}. */
@RnnModel(file = "Sums.rnn")
interface SumsSpec {}
