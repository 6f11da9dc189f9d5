// SPDX-License-Identifier: Apache-2.0

/** What the compiler knows of a model, in plain text: a section for each question. */
@NullMarked
package org.rnnc.tools.rnnc.explain;

import org.jspecify.annotations.NullMarked;
