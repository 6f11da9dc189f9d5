// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.spark;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the class {@link Letters}. */
@RnnModel(file = "Letters.rnn")
interface LettersSpec {}
