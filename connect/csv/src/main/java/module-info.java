// SPDX-License-Identifier: Apache-2.0

/** Rows of CSV files, read as they come. */
module org.rnnc.csv {
    requires transitive org.rnnc.training;
    requires de.siegmar.fastcsv;
    requires static org.jspecify;

    exports org.rnnc.csv;
}
