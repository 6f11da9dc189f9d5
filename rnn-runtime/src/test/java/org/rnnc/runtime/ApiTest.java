// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rnnc.fixtures.PublicApi;

/** What users can call: it does not change without somebody having looked at it. {@code support} and {@code generated} are not theirs. */
class ApiTest {
    private static final PublicApi RUNTIME = new PublicApi(
            Path.of("src/main/java"),
            "org.rnnc.runtime.annotation",
            "org.rnnc.runtime.model",
            "org.rnnc.runtime.tensor",
            "org.rnnc.runtime.text",
            "org.rnnc.runtime.io",
            "org.rnnc.runtime.random",
            "org.rnnc.runtime.math",
            "org.rnnc.runtime.inspection");

    @Test
    void signatures() throws Exception {
        assertTrue(RUNTIME.types().size() > 50, "only " + RUNTIME.types().size());
        PublicApi.compare(Path.of("src/test/resources/api/runtime.txt"), RUNTIME.signatures());
    }
}
