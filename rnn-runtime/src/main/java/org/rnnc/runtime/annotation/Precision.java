// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

/** The number type a model computes in. */
public enum Precision {
    /** 32 bits, {@code float}. */
    FLOAT,
    /** 64 bits, {@code double}; what gradient checks use. */
    DOUBLE
}
