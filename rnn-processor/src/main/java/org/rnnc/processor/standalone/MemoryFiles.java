// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** Keeps in memory what javac and its processors write. */
public final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Written> written = new HashMap<>();

    public MemoryFiles(JavaFileManager rest) {
        super(rest);
    }

    /** A source file that was never on a disk. */
    public static final class Source extends SimpleJavaFileObject {
        private final String text;

        public Source(String className, String text) {
            super(URI.create("mem:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Written extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final String name;

        Written(String path, String name, Kind kind) {
            super(URI.create("mem:///" + path), kind);
            this.name = name;
        }

        @Override
        public OutputStream openOutputStream() {
            bytes.reset();
            return bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new java.io.ByteArrayInputStream(bytes.toByteArray());
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        String path = className.replace('.', '/') + kind.extension;
        return written.computeIfAbsent(path, key -> new Written(key, className, kind));
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String name, FileObject sibling) {
        String path = packageName.replace('.', '/') + "/" + name;
        return written.computeIfAbsent(path, key -> new Written(key, name, JavaFileObject.Kind.OTHER));
    }

    /** Also what was written before, so that a processor can see that it is there. */
    @Override
    public FileObject getFileForInput(Location location, String packageName, String name) throws IOException {
        Written own = written.get(packageName.replace('.', '/') + "/" + name);
        return own != null ? own : super.getFileForInput(location, packageName, name);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        return a == b || a.toUri().equals(b.toUri());
    }

    /** What was written, by the names of classes. */
    public Map<String, String> sources() {
        Map<String, String> sources = new HashMap<>();
        for (Written file : written.values()) {
            if (file.getKind() == JavaFileObject.Kind.SOURCE) {
                sources.put(file.name, file.getCharContent(true).toString());
            }
        }
        return sources;
    }

    /** The class files, by binary name. */
    public Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new HashMap<>();
        for (Written file : written.values()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                classes.put(file.name, file.bytes.toByteArray());
            }
        }
        return classes;
    }
}
