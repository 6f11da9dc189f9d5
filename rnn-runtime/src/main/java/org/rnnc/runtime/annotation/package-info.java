// SPDX-License-Identifier: Apache-2.0

/**
 * What a developer writes on a type to declare a network: {@link org.rnnc.runtime.annotation.RnnModel} and the values it
 * takes. In comes Java source; out goes, by the annotation processor, a class that implements {@link
 * org.rnnc.runtime.model.Model}. Nothing here does anything at run time.
 */
@NullMarked
package org.rnnc.runtime.annotation;

import org.jspecify.annotations.NullMarked;
