// SPDX-License-Identifier: Apache-2.0
/** Rewrites of a model's graph that save work and leave its values as they are. */
@NullMarked
package org.rnnc.processor.rewrite;

import org.jspecify.annotations.NullMarked;
