// SPDX-License-Identifier: Apache-2.0

/**
 * What every value is called. In: the graph with its gradient, and the names that the model gives. Out: {@code Labels},
 * which have a name for each node and never change; nothing that is written later makes up a name for a value.
 */
@NullMarked
package org.rnnc.processor.schedule.naming;

import org.jspecify.annotations.NullMarked;
