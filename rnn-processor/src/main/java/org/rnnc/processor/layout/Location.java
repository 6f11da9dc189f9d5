// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.layout;

/**
 * Where a value is.
 *
 * @param offset of its first number within each row
 */
public record Location(Buffer buffer, int offset) {}
