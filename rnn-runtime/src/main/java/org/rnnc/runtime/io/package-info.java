// SPDX-License-Identifier: Apache-2.0

/**
 * Files. In come models, states and trainers; out go safetensors files of parameters, states and checkpoints, replaced
 * atomically, and back. Also reads what PyTorch has named.
 */
@NullMarked
package org.rnnc.runtime.io;

import org.jspecify.annotations.NullMarked;
