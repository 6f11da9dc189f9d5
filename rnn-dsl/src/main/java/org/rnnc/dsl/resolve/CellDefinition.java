// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.SpecFile;

/** A cell and the file it stands in, whose names it sees. */
public record CellDefinition(Declaration.Cell cell, SpecFile file) {}
