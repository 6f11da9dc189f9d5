// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.tagging;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the classes of all models in {@code Tagger.rnn}. */
@RnnModel(file = "Tagger.rnn")
interface TaggerSpec {}
