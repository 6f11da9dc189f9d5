// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.inside;

import org.rnnc.runtime.annotation.RnnModel;

/** Says where the models are: each becomes a class. */
@RnnModel(file = "Adding.rnn")
interface AddingSpec {}
