// SPDX-License-Identifier: Apache-2.0
/**
 * What is wrong with a spec: messages with codes, places and hints, and the words that hints are made of.
 * In: findings of every stage. Out: one list of diagnostics, in the order of what was found.
 */
@NullMarked
package org.rnnc.dsl.diag;

import org.jspecify.annotations.NullMarked;
