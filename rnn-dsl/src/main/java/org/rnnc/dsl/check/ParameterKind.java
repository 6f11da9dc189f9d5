// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

/** What a parameter of a cell is. */
enum ParameterKind {
    SIZE,
    NUMBER,
    BOOLEAN,
    FUNCTION
}
