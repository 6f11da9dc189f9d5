// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.dates;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the classes of all models in {@code Dates.rnn}. */
@RnnModel(file = "Dates.rnn")
interface DatesSpec {}
