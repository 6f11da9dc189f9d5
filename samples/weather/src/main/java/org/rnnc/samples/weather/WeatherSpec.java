// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.weather;

import org.rnnc.runtime.annotation.Input;
import org.rnnc.runtime.annotation.Layer;
import org.rnnc.runtime.annotation.Loss;
import org.rnnc.runtime.annotation.Optimizer;
import org.rnnc.runtime.annotation.OptimizerKind;
import org.rnnc.runtime.annotation.RnnModel;
import org.rnnc.runtime.annotation.Train;

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
