// SPDX-License-Identifier: Apache-2.0
/**
 * What names stand for: types, sizes, values, scopes, and the functions of the language with what they take.
 * In: declared types and names of a scope. Out: types with their sizes known.
 */
@NullMarked
package org.rnnc.dsl.resolve.type;

import org.jspecify.annotations.NullMarked;
