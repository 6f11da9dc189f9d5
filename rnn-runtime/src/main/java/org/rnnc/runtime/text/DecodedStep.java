// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.text;

import java.util.List;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.FedBack;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/** One step of a model that sees the token of the step before, and says how likely each token is. */
final class DecodedStep {
    private final FedBack fedBack;
    private final Session session;
    private final int[] before = new int[1];
    private final Object[] inputs = {before};
    private final Object[] outputs;
    private final Object chances;

    private DecodedStep(StreamingModel model, FedBack fedBack, List<DataSpec> outputs) {
        this.fedBack = fedBack;
        this.session = model.newSession();
        boolean isFloat = model.info().precision() == Precision.FLOAT;
        this.outputs = outputs.stream()
                .map(output -> isFloat ? new float[output.size()] : new double[output.size()])
                .toArray();
        int index = 0;
        while (!outputs.get(index).name().equals(fedBack.output())) {
            index++;
        }
        this.chances = this.outputs[index];
    }

    static DecodedStep of(StreamingModel model) {
        ModelInfo info = model.info();
        if (info.fedBack().size() != 1) {
            throw new IllegalArgumentException("model " + info.name() + " feeds back the tokens of "
                    + info.fedBack().size() + " outputs, expected 1: previous(y) of an output y that is a token");
        }
        FedBack fed = info.fedBack().get(0);
        for (DataSpec input : info.inputs()) {
            if (input.perStep() && input.axis().equals(fed.axis())) {
                throw new IllegalArgumentException("model " + info.name() + " takes " + input.name()
                        + " at each step, which nobody knows who decodes; expected none");
            }
        }
        boolean one = info.axes().size() == 1;
        return new DecodedStep(
                model,
                fed,
                info.outputs().stream()
                        .filter(output -> one
                                || output.axis().equals(fed.axis())
                                        && output.over().isEmpty())
                        .toList());
    }

    FedBack fedBack() {
        return fedBack;
    }

    Session session() {
        return session;
    }

    /** Moves a state on by a step, and fills in how likely each token is. */
    void take(State state, int token) {
        before[0] = token;
        session.step(state, inputs, outputs);
    }

    double chance(int token) {
        return chances instanceof float[] floats ? floats[token] : ((double[]) chances)[token];
    }

    /** {@code float[]} or {@code double[]}, by token. */
    Object chances() {
        return chances;
    }
}
