// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.streaming;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the class {@link Forecaster}. */
@RnnModel(file = "Forecaster.rnn")
interface ForecasterSpec {}
