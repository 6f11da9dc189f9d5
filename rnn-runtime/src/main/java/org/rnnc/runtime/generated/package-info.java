// SPDX-License-Identifier: Apache-2.0

/**
 * What generated code alone calls: storage, masks and the checks at the edge. In come the arrays of a
 * generated class; out go checked and reordered ones. The package is exported because generated classes live in the user's
 * own module, and is no public interface: it changes with the number in {@link org.rnnc.runtime.generated.Abi}.
 */
@NullMarked
package org.rnnc.runtime.generated;

import org.jspecify.annotations.NullMarked;
