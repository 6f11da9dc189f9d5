// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.rnnc.runtime.annotation.Precision;

/** The element types of safetensors that can be read, under the names the format gives them. */
enum ElementType {
    F64(8) {
        @Override
        double number(ByteBuffer data, int at) {
            return data.getDouble(at);
        }
    },
    F32(4) {
        @Override
        double number(ByteBuffer data, int at) {
            return data.getFloat(at);
        }
    },
    F16(2) {
        @Override
        double number(ByteBuffer data, int at) {
            return half(data.getShort(at));
        }
    },
    BF16(2) {
        @Override
        double number(ByteBuffer data, int at) {
            return Float.intBitsToFloat(data.getShort(at) << 16);
        }
    },
    I64(8) {
        @Override
        double number(ByteBuffer data, int at) {
            return data.getLong(at);
        }
    },
    I32(4) {
        @Override
        double number(ByteBuffer data, int at) {
            return data.getInt(at);
        }
    };

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    boolean isFloating() {
        return this != I64 && this != I32;
    }

    /** One element. Exact, but for an I64 beyond 2^53, which is rounded to the nearest. */
    abstract double number(ByteBuffer data, int at);

    static Optional<ElementType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    static ElementType of(Precision precision) {
        return precision == Precision.FLOAT ? F32 : F64;
    }

    /** IEEE binary16: a sign, 5 bits of exponent, 10 of mantissa. */
    private static double half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int mantissa = bits & 0x3ff;
        double magnitude;
        if (exponent == 0x1f) {
            magnitude = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = mantissa * 0x1p-24;
        } else {
            magnitude = Math.scalb((double) (1024 + mantissa), exponent - 25);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
