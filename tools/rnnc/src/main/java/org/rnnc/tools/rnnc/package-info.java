// SPDX-License-Identifier: Apache-2.0

/**
 * The command {@code rnnc}. A subcommand is a class of its own, named in {@link org.rnnc.tools.rnnc.Rnnc}; what they share
 * is how files are found and how mistakes are shown.
 */
@NullMarked
package org.rnnc.tools.rnnc;

import org.jspecify.annotations.NullMarked;
