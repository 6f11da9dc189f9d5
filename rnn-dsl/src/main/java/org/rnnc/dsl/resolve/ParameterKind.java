// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

/** What a parameter of a cell is. */
public enum ParameterKind {
    SIZE,
    NUMBER,
    BOOLEAN,
    FUNCTION
}
