// SPDX-License-Identifier: Apache-2.0
/**
 * A model as the back half of the compiler takes it.
 * In: nothing but values. Out: its graph, how it is trained, how large it may be.
 */
@NullMarked
package org.rnnc.dsl.model;

import org.jspecify.annotations.NullMarked;
