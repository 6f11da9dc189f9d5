// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import org.rnnc.runtime.Input;
import org.rnnc.runtime.Layer;
import org.rnnc.runtime.Loss;
import org.rnnc.runtime.Optimizer;
import org.rnnc.runtime.OptimizerKind;
import org.rnnc.runtime.RnnModel;
import org.rnnc.runtime.Train;

/** Tomorrow's maximum temperature. */
@RnnModel(
        input = @Input(name = "day", size = Encoding.SIZE),
        layers = {@Layer(cell = "gru", units = 16), @Layer(cell = "last"), @Layer(cell = "dense", units = 1)},
        outputName = "tomorrow",
        loss = Loss.MSE,
        train =
                @Train(
                        window = 14,
                        batch = 32,
                        optimizer = @Optimizer(kind = OptimizerKind.ADAM, rate = 1e-3),
                        clipNorm = 1))
interface WeatherSpec {}
