// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.expression;

/** A Java expression. Its text is what {@code toString} gives. */
public sealed interface Expression permits Variable, FieldRef, Element, Index, Count, RowsRef {}
