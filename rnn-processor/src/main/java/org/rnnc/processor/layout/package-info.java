// SPDX-License-Identifier: Apache-2.0

/**
 * Decides where everything lies. In come a plan and a {@link org.rnnc.processor.layout.Target}; out goes a {@link
 * org.rnnc.processor.layout.MemoryPlan}: how each pack is kept, and a place for each value of each program.
 */
@NullMarked
package org.rnnc.processor.layout;

import org.jspecify.annotations.NullMarked;
