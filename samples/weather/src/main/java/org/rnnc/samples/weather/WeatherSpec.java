// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import org.rnnc.runtime.RnnModel;

/** Asks the compiler for the class {@link Weather}. */
@RnnModel(file = "Weather.rnn")
interface WeatherSpec {}
