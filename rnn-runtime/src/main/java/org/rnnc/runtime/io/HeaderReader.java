// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnnc.runtime.support.Surrogates;

/**
 * Reads the JSON header of safetensors. It knows exactly the shape such a header has, so no nesting can be deep and no
 * value unexpected: anything else is refused with the place where it stands.
 */
final class HeaderReader {
    /** Far more than any tensor has, few enough that a hostile file cannot fill memory with dimensions. */
    private static final int MOST_DIMENSIONS = 32;

    private final String text;
    private int at;

    private HeaderReader(String text) {
        this.text = text;
    }

    /** What the header says, in its order; nothing about offsets has been checked. */
    record Header(Map<String, String> metadata, Map<String, Safetensors.Entry> entries) {}

    static Header read(String text) throws HeaderException {
        return new HeaderReader(text).header();
    }

    /** A header that cannot be read. */
    static final class HeaderException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String problem;

        HeaderException(String problem) {
            super(problem);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    private Header header() throws HeaderException {
        Map<String, String> metadata = null;
        Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
        if (" \t\n\r".indexOf(text.charAt(0)) >= 0) {
            throw error("space before the header's '{'");
        }
        expect('{');
        if (!accept('}')) {
            do {
                String name = string();
                expect(':');
                if (name.equals("__metadata__")) {
                    if (metadata != null) {
                        throw error("__metadata__ stands twice");
                    }
                    metadata = metadata();
                } else if (entries.put(name, entry(name)) != null) {
                    throw error("tensor \"" + name + "\" stands twice");
                }
            } while (accept(','));
            expect('}');
        }
        skipSpace();
        if (at != text.length()) {
            throw error("text after the header's end");
        }
        return new Header(metadata == null ? Map.of() : metadata, entries);
    }

    private Map<String, String> metadata() throws HeaderException {
        Map<String, String> metadata = new LinkedHashMap<>();
        expect('{');
        if (accept('}')) {
            return metadata;
        }
        do {
            String key = string();
            expect(':');
            if (metadata.put(key, string()) != null) {
                throw error("metadata \"" + key + "\" stands twice");
            }
        } while (accept(','));
        expect('}');
        return metadata;
    }

    private Safetensors.Entry entry(String name) throws HeaderException {
        ElementType type = null;
        long[] shape = null;
        long[] offsets = null;
        expect('{');
        do {
            String key = string();
            expect(':');
            if (key.equals("dtype") && type == null) {
                type = type(name);
            } else if (key.equals("shape") && shape == null) {
                shape = numbers();
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = numbers();
            } else {
                throw error("tensor \"" + name + "\" has an unknown or repeated \"" + key + "\"");
            }
        } while (accept(','));
        expect('}');
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw error("tensor \"" + name + "\" needs a dtype, a shape and two data_offsets");
        }
        int[] dimensions = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] > Integer.MAX_VALUE) {
                throw error("tensor \"" + name + "\" has a dimension of " + shape[i]);
            }
            dimensions[i] = (int) shape[i];
        }
        return new Safetensors.Entry(type, dimensions, offsets[0], offsets[1]);
    }

    private ElementType type(String name) throws HeaderException {
        String word = string();
        Optional<ElementType> type = ElementType.named(word);
        if (type.isEmpty()) {
            throw error(
                    "tensor \"" + name + "\" has dtype " + word + "; those known are " + List.of(ElementType.values()));
        }
        return type.get();
    }

    private long[] numbers() throws HeaderException {
        List<Long> numbers = new ArrayList<>();
        expect('[');
        if (!accept(']')) {
            do {
                numbers.add(number());
                if (numbers.size() > MOST_DIMENSIONS) {
                    throw error("a list of more than " + MOST_DIMENSIONS + " numbers");
                }
            } while (accept(','));
            expect(']');
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** A whole number from 0 to 2^63 - 1; JSON's other numbers have no place in a header. */
    private long number() throws HeaderException {
        skipSpace();
        int begin = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        int digits = at - begin;
        if (digits == 0 || (digits > 1 && text.charAt(begin) == '0')) {
            throw error("expected a whole number");
        }
        try {
            return Long.parseLong(text, begin, at, 10);
        } catch (NumberFormatException e) {
            throw error("a number of " + digits + " digits");
        }
    }

    private String string() throws HeaderException {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                if (Surrogates.firstHalf(string, 0) >= 0) {
                    throw error("half a surrogate pair in a string");
                }
                return string.toString();
            }
            if (c < ' ') {
                throw error("a control character in a string");
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws HeaderException {
        char c = next();
        switch (c) {
            case '"', '\\', '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return unicode();
            default:
                throw error("an unknown escape in a string");
        }
    }

    private char unicode() throws HeaderException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw error("\\u needs four hexadecimal digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private char next() throws HeaderException {
        if (at >= text.length()) {
            throw error("the header ends too early");
        }
        return text.charAt(at++);
    }

    private void expect(char c) throws HeaderException {
        if (!accept(c)) {
            throw error("expected '" + c + "'");
        }
    }

    private boolean accept(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private HeaderException error(String problem) {
        return new HeaderException("header, character " + at + ": " + problem);
    }
}
