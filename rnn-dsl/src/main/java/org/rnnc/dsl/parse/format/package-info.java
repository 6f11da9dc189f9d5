// SPDX-License-Identifier: Apache-2.0

/**
 * The canonical layout of specs. In comes a text without syntax errors; out goes the same text, comments included, as
 * everybody would write it.
 */
@NullMarked
package org.rnnc.dsl.parse.format;

import org.jspecify.annotations.NullMarked;
