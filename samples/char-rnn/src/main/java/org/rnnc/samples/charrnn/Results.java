// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.charrnn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.rnnc.runtime.io.NameMap;
import org.rnnc.runtime.io.ParameterFile;

/**
 * What a run leaves behind.
 *
 * @param folder made when needed; files of an earlier run are overwritten
 */
record Results(Path folder) {
    /** Saves the parameters with their vocabulary, the loss curve and a text. */
    void save(CharRnn model, LossCurve curve, String text) throws IOException {
        Files.createDirectories(folder);
        ParameterFile.save(
                model,
                folder.resolve("char-rnn.safetensors"),
                NameMap.same(),
                Map.of("vocabulary", Alphabet.VOCABULARY.save()));
        curve.save(folder.resolve("loss.png"));
        Files.writeString(folder.resolve("sample.txt"), text);
    }
}
