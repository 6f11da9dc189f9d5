// SPDX-License-Identifier: Apache-2.0
/**
 * What is known of cells and models without lowering them: names, kinds, order, layers, signatures.
 * In: the syntax tree. Out: the members of each declaration in order, the cells by name, and what breaks these rules.
 */
@NullMarked
package org.rnnc.dsl.resolve;

import org.jspecify.annotations.NullMarked;
