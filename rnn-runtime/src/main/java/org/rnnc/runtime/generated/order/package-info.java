// SPDX-License-Identifier: Apache-2.0

/**
 * In which order rows lie: of the steps of sequences, of the nodes of trees, of pairs of steps. In come lengths and what trees
 * look like; out go ranges of rows and views of them. For generated code alone, as {@code org.rnnc.runtime.generated}.
 */
@NullMarked
package org.rnnc.runtime.generated.order;

import org.jspecify.annotations.NullMarked;
