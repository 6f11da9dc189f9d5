// SPDX-License-Identifier: Apache-2.0

/**
 * Elementary functions. In come floats and doubles; out go results that are the same to the bit on every machine and Java
 * version.
 */
@NullMarked
package org.rnnc.runtime.math;

import org.jspecify.annotations.NullMarked;
