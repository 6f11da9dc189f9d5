// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.customcell;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the class {@link Gated}. */
@RnnModel(file = "Gated.rnn")
interface GatedSpec {}
