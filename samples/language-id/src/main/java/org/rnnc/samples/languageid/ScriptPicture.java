// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.awt.Color;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rnnc.samples.common.BarPicture;

/** Draws how often the network and its rival are right, for the scripts with the most questions. */
final class ScriptPicture {
    private static final int SCRIPTS = 9;

    private ScriptPicture() {}

    /** Writes a PNG file. */
    static void save(Path file, Report network, Report baseline) throws IOException {
        Map<UnicodeScript, Long> counts = network.scripts();
        List<UnicodeScript> scripts = counts.keySet().stream()
                .sorted(Comparator.comparing((UnicodeScript script) -> -counts.get(script))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(SCRIPTS)
                .toList();
        new BarPicture(
                        "Right answers, by script",
                        "share",
                        scripts.stream().map(ScriptPicture::title).toList())
                .add("naive Bayes", shares(baseline, scripts), new Color(0xb0b0b0))
                .add("network", shares(network, scripts), new Color(0x1f77b4))
                .save(file);
    }

    private static String title(UnicodeScript script) {
        String name = script.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static List<Double> shares(Report report, List<UnicodeScript> scripts) {
        Map<UnicodeScript, Double> accuracies = report.accuracies();
        return scripts.stream().map(accuracies::get).toList();
    }
}
