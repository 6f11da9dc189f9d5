// SPDX-License-Identifier: Apache-2.0

/** Makes a web site of the pages of the project: what stands beside each other in the folders does so there. */
@NullMarked
package org.rnnc.tools.site;

import org.jspecify.annotations.NullMarked;
