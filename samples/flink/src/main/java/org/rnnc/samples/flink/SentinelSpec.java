// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.flink;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the class {@link Sentinel}. */
@RnnModel(file = "Sentinel.rnn")
interface SentinelSpec {}
