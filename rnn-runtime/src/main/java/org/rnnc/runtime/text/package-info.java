// SPDX-License-Identifier: Apache-2.0

/** Texts and tokens, and the writing of texts by a model. */
@NullMarked
package org.rnnc.runtime.text;

import org.jspecify.annotations.NullMarked;
