// SPDX-License-Identifier: Apache-2.0
/**
 * The syntax tree: records, each with its place in the text, and the tree as text again.
 * In: what {@code parse} read, or what an annotation says. Out: the tree of cells and models, which nothing changes.
 */
@NullMarked
package org.rnnc.dsl.syntax;

import org.jspecify.annotations.NullMarked;
