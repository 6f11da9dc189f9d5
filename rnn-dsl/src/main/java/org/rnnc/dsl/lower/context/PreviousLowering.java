// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.context;

import org.rnnc.dsl.resolve.PreviousCall;
import org.rnnc.dsl.resolve.type.Value;

/** Lowers {@code previous(y)}, which models have and cells have not. */
public interface PreviousLowering {
    Value lower(PreviousCall call);
}
