// SPDX-License-Identifier: Apache-2.0

/**
 * Tensors as a user sees them. In comes {@link org.rnnc.runtime.tensor.Block storage} of whatever layout an engine has;
 * out go logical elements in row-major order, by name and shape.
 */
@NullMarked
package org.rnnc.runtime.tensor;

import org.jspecify.annotations.NullMarked;
