// SPDX-License-Identifier: Apache-2.0

/**
 * For generated code: mathematics with the same bits on every machine, storage blocks and the checks at the edge. The
 * package is exported because generated classes live in the user's own module; it may change with the number in {@link
 * org.rnnc.runtime.kernel.Abi}, so write against {@link org.rnnc.runtime} instead.
 */
package org.rnnc.runtime.kernel;
