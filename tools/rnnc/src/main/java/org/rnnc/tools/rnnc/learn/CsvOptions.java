// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.util.Optional;
import org.rnnc.csv.Missing;
import picocli.CommandLine.Option;

/** What the command line says about how CSV is read. */
public final class CsvOptions {
    @Option(
            names = "--separator",
            paramLabel = "CHARACTER",
            description =
                    "CSV: what stands between fields (default: what was said in training, else a comma, or a tab in "
                            + ".tsv)")
    private Optional<Character> separator;

    @Option(
            names = "--decimal-comma",
            description = "CSV: numbers have a comma, 1,5 (default: what was said in training)")
    private boolean decimalComma;

    @Option(
            names = "--missing",
            paramLabel = "RULE",
            description =
                    "CSV: where a value is missing, refuse, skip_row or previous (default: what was said in training, "
                            + "else refuse)")
    private Optional<Missing> missing;

    public CsvReading reading() {
        return new CsvReading(separator.map(String::valueOf).orElse(null), decimalComma, missing.orElse(null));
    }
}
