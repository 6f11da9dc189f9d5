// SPDX-License-Identifier: Apache-2.0

/**
 * What every generated class offers: {@link org.rnnc.runtime.model.Model} and what it makes. In come data as flat arrays,
 * and states; out go outputs, losses, gradients, and parameters as {@link org.rnnc.runtime.tensor.Tensor tensors}.
 */
@NullMarked
package org.rnnc.runtime.model;

import org.jspecify.annotations.NullMarked;
