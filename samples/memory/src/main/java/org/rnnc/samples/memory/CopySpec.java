// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.memory;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the classes of all models in {@code Copy.rnn}. */
@RnnModel(file = "Copy.rnn")
interface CopySpec {}
