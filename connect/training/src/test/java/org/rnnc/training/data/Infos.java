// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.List;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;

/** What models say of themselves, for data to be made for. */
final class Infos {
    static final DataSpec DAY = new DataSpec("day", DataSpec.Kind.VECTOR, 2, true);
    static final DataSpec KIND = new DataSpec("kind", DataSpec.Kind.TOKEN, 5, true);
    static final DataSpec TOMORROW = new DataSpec("tomorrow", DataSpec.Kind.VECTOR, 1, true);
    static final DataSpec LAST = new DataSpec("last", DataSpec.Kind.VECTOR, 1, false);
    static final DataSpec LABEL = new DataSpec("label", DataSpec.Kind.TOKEN, 5, false);

    private Infos() {}

    static ModelInfo of(int window, int batch, boolean carries, List<DataSpec> inputs, DataSpec... targets) {
        return new ModelInfo(
                "M", "f", Precision.FLOAT, "plain", window, batch, inputs, List.of(), List.of(targets), carries);
    }
}
