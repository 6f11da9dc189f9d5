// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the class {@link LanguageId}. */
@RnnModel(file = "LanguageId.rnn")
interface LanguageIdSpec {}
