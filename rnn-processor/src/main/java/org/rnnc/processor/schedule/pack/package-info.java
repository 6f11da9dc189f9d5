// SPDX-License-Identifier: Apache-2.0

/**
 * Decides which matrices belong together. In come a graph and its gradients; out go packs, and the place in one of each
 * matrix: parameters, what is made of them element by element, and gradients.
 */
@NullMarked
package org.rnnc.processor.schedule.pack;

import org.jspecify.annotations.NullMarked;
