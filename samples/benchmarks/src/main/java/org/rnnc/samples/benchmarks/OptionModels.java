// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import org.rnnc.runtime.annotation.RnnModel;

/** One network, without an option of the language and with each: what an option costs. */
final class OptionModels {
    static final String INPUT = "input x: vector<64>\n output y = ";
    static final String TRAIN =
            "\n loss mse(y)\n train { optimizer adam(rate = 1e-3); clip norm 1; batch 8; window 50 }";
    /** Two lengths of a window, one sequence: a time step costs the same in both. */
    static final String WINDOW =
            "x |> lstm(128) |> dense(10)\n loss mse(y)\n train { optimizer sgd(rate = 0.01); window ";

    private OptionModels() {}

    @RnnModel(name = "NoOption", text = INPUT + "x |> lstm(128) |> dense(10)" + TRAIN)
    interface NoOptionSpec {}

    @RnnModel(name = "Peepholes", text = INPUT + "x |> peepholeLstm(128) |> dense(10)" + TRAIN)
    interface PeepholesSpec {}

    @RnnModel(name = "LayerNorms", text = INPUT + "x |> layerNormLstm(128) |> dense(10)" + TRAIN)
    interface LayerNormsSpec {}

    @RnnModel(name = "Dropout", text = INPUT + "x |> lstm(128) |> dropout(0.2) |> dense(10)" + TRAIN)
    interface DropoutSpec {}

    @RnnModel(name = "RecurrentDropout", text = INPUT + "x |> lstm(128, recurrentDropout = 0.2) |> dense(10)" + TRAIN)
    interface RecurrentDropoutSpec {}

    @RnnModel(name = "DropConnect", text = INPUT + "x |> lstm(128, dropConnect = 0.2) |> dense(10)" + TRAIN)
    interface DropConnectSpec {}

    @RnnModel(name = "Zoneout", text = INPUT + "x |> lstm(128, zoneout = 0.1) |> dense(10)" + TRAIN)
    interface ZoneoutSpec {}

    @RnnModel(name = "BothWays", text = INPUT + "x |> bidirectional(lstm(128)) |> dense(10)" + TRAIN)
    interface BothWaysSpec {}

    @RnnModel(name = "Window25", text = INPUT + WINDOW + "25 }")
    interface Window25Spec {}

    @RnnModel(name = "Window1000", text = INPUT + WINDOW + "1000 }")
    interface Window1000Spec {}
}
