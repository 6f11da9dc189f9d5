// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import org.rnnc.runtime.annotation.RnnModel;
import org.rnnc.runtime.model.StreamingModel;

/** The same with a network that has a layer more: what a job is changed to. */
class WatchingMore extends Watching {
    private static final long serialVersionUID = 1;

    @RnnModel(name = "WatchMore", text = """
            input  now: vector<2>
            output next = now |> gru(8) |> rnn(5) |> dense(1)
            output error = previous(next) - dot(now, concat(1, 0))
            loss   mse(next)
            train { window 6; batch 4; optimizer adam(rate = 0.01); clip norm 1 }
            """)
    interface WatchMoreSpec {}

    @Override
    public StreamingModel newModel() {
        return WatchMore.create(2);
    }
}
