// SPDX-License-Identifier: Apache-2.0

/**
 * Looking into a network, for checking and teaching. In come models and gradients; out go a cell's single step with all its
 * derivatives, and how far back a gradient reaches.
 */
@NullMarked
package org.rnnc.runtime.inspection;

import org.jspecify.annotations.NullMarked;
