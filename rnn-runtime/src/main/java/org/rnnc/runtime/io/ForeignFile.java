// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.nio.charset.StandardCharsets;

/** What is met instead of a safetensors file, by how it begins. */
final class ForeignFile {
    private ForeignFile() {}

    /**
     * What to do about it.
     *
     * @param first the first 8 bytes of a file that is none
     * @return the end of a message; empty if they say nothing
     */
    static String hint(byte[] first) {
        String text = new String(first, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK\003\004") || text.startsWith("\200\002")) {
            return "; it begins as torch.save writes it, expected what safetensors.torch.save_file writes";
        }
        if (text.startsWith("\211HDF")) {
            return "; it begins as HDF5 does, in which Keras saves weights";
        }
        if (text.startsWith("version ")) {
            return "; it begins as what Git LFS leaves in the place of a file until `git lfs pull`";
        }
        if (text.startsWith("\037\213")) {
            return "; it begins as gzip does: it has to be unpacked";
        }
        if (text.startsWith("<!") || text.startsWith("<html")) {
            return "; it begins as HTML does, perhaps an error page that was downloaded";
        }
        return "";
    }
}
