// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rnnc.fixtures.PublicApi;

/** What users can call, as a text, and as a page of both modules: neither changes without somebody having looked at it. */
class ApiTest {
    /** {@code generated} is no public interface. */
    private static final PublicApi RUNTIME = new PublicApi(
            Path.of("../../rnn-runtime/src/main/java"),
            "org.rnnc.runtime.annotation",
            "org.rnnc.runtime.model",
            "org.rnnc.runtime.tensor",
            "org.rnnc.runtime.text",
            "org.rnnc.runtime.io",
            "org.rnnc.runtime.random",
            "org.rnnc.runtime.math",
            "org.rnnc.runtime.inspection");

    private static final PublicApi TRAINING = new PublicApi(
            Path.of("src/main/java"), "org.rnnc.training", "org.rnnc.training.data", "org.rnnc.training.metric");

    @Test
    void signatures() throws Exception {
        assertTrue(TRAINING.types().size() > 20, "only " + TRAINING.types().size());
        PublicApi.compare(Path.of("src/test/resources/api/training.txt"), TRAINING.signatures());
    }

    @Test
    void page() throws Exception {
        PublicApi.compare(Path.of("../../docs/api.md"), """
                # Every public type

                Room by room, first what a program uses of rnn-runtime. `ApiTest` of rnnc-training writes this page from \
                the first sentences of the Javadoc (`-Dapi.update=true`), and fails where it is another. \
                `org.rnnc.runtime.generated` is for generated classes alone and no public interface.
                """ + RUNTIME.tables() + """

                What a program that trains uses besides is another jar, `org.rnnc:rnnc-training`:
                """ + TRAINING.tables());
    }
}
