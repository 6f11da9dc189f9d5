// SPDX-License-Identifier: Apache-2.0

/**
 * The rooms, each knowing only those below it: {@code generated} and {@code text}, {@code io}, {@code inspection}; {@code
 * model}; {@code tensor}, {@code random}, {@code math}, {@code annotation}, {@code support}. Here lies only what {@code java
 * -jar} prints.
 */
@NullMarked
package org.rnnc.runtime;

import org.jspecify.annotations.NullMarked;
