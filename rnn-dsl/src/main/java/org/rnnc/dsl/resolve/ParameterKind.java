// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

/** What a parameter of a cell is. */
public enum ParameterKind {
    SIZE,
    /** A size that says how often something is repeated. */
    COUNT,
    NUMBER,
    BOOLEAN,
    FUNCTION
}
