// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

/** Lowers {@code previous(y)}, which models have and cells have not. */
interface PreviousLowering {
    Value lower(PreviousCall call);
}
