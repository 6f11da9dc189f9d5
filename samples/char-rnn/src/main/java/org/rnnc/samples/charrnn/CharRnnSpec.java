// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the class {@link CharRnn}. */
@RnnModel(file = "CharRnn.rnn")
interface CharRnnSpec {}
