// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.SpecFile;

/** A cell and the file it stands in, whose names it sees. */
record CellDefinition(Declaration.Cell cell, SpecFile file) {}
