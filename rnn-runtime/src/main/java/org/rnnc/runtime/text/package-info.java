// SPDX-License-Identifier: Apache-2.0

/** Texts and tokens, and the writing of texts by a model. */
package org.rnnc.runtime.text;
