// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds out whether any spec has changed since the last build. Then the classes of all annotated types are deleted: a
 * compiler of Maven compiles such a source again, and the processor reads the specs.
 */
final class SpecWatch {
    private static final String ANNOTATION = "RnnModel";

    private final List<Path> specs;
    private final JavaSources sources;
    private final Path receipt;

    /**
     * @param specs the folders that specs may be in
     * @param receipt the file that is kept from one build to the next
     */
    SpecWatch(List<Path> specs, JavaSources sources, Path receipt) {
        this.specs = specs;
        this.sources = sources;
        this.receipt = receipt;
    }

    /** @return how many classes were deleted */
    int check() throws IOException {
        List<String> now = new ArrayList<>();
        for (Path root : specs) {
            SpecTree tree = SpecTree.of(root);
            if (!tree.isEmpty()) {
                now.add(tree.key());
            }
        }
        List<String> before = Files.isRegularFile(receipt) ? Files.readAllLines(receipt) : List.of();
        if (now.equals(before)) {
            return 0;
        }
        int deleted = sources.deleteClassesOf(Set.of(ANNOTATION));
        // After what follows from it: a build that is ended in between begins again.
        Files.createDirectories(receipt.getParent());
        Files.write(receipt, now);
        return deleted;
    }
}
