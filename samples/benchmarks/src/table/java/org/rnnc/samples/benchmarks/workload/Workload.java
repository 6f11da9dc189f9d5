// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

/**
 * The rows of the table. All numbers are floats. The multiply-adds are those of the matrix products, of a training step
 * three times those of its forward pass; look-ups count as free.
 */
public enum Workload {
    W1_TRAIN("W1 train: tanh RNN 100, 65 tokens, window 25", 1, 3 * 25 * (100 * 100 + 100 * 65), 99_000),
    W2_TRAIN("W2 train: LSTM 1 to 8, window 32", 1, 3 * (32 * 32 * 9 + 8), 1_200),
    W2_STREAM("W2 stream", 1, 32 * 9 + 8, 1_200),
    W3_TRAIN("W3 train: LSTM 64 to 128, window 50, batch 32", 1, 3L * 1600 * (512 * (64 + 128) + 128 * 65), 430_000),
    W4_TRAIN(
            "W4 train: two LSTM 512, window 50, batch 64",
            1,
            3L * 3200 * (2048 * (128 + 3 * 512) + 512 * 65),
            13_800_000),
    LSTM_16_STREAM("W5 stream: LSTM 16", 1, lstm(16), 4 * lstm(16)),
    LSTM_32_STREAM("W5 stream: LSTM 32", 1, lstm(32), 4 * lstm(32)),
    LSTM_64_STREAM("W5 stream: LSTM 64", 1, lstm(64), 4 * lstm(64)),
    LSTM_128_STREAM("W5 stream: LSTM 128", 1, lstm(128), 4 * lstm(128)),
    LSTM_256_STREAM("W5 stream: LSTM 256", 1, lstm(256), 4 * lstm(256)),
    GRU_16_STREAM("W5 stream: GRU 16", 1, gru(16), 4 * gru(16)),
    GRU_32_STREAM("W5 stream: GRU 32", 1, gru(32), 4 * gru(32)),
    GRU_64_STREAM("W5 stream: GRU 64", 1, gru(64), 4 * gru(64)),
    GRU_128_STREAM("W5 stream: GRU 128", 1, gru(128), 4 * gru(128)),
    GRU_256_STREAM("W5 stream: GRU 256", 1, gru(256), 4 * gru(256)),
    LSTM_16_SEQUENCE("W5, 100 steps a call: LSTM 16", 1, 100L * lstm(16), 4 * lstm(16)),
    LSTM_64_SEQUENCE("W5, 100 steps a call: LSTM 64", 1, 100L * lstm(64), 4 * lstm(64)),
    LSTM_256_SEQUENCE("W5, 100 steps a call: LSTM 256", 1, 100L * lstm(256), 4 * lstm(256)),
    GRU_16_SEQUENCE("W5, 100 steps a call: GRU 16", 1, 100L * gru(16), 4 * gru(16)),
    GRU_64_SEQUENCE("W5, 100 steps a call: GRU 64", 1, 100L * gru(64), 4 * gru(64)),
    GRU_256_SEQUENCE("W5, 100 steps a call: GRU 256", 1, 100L * gru(256), 4 * gru(256)),
    LSTM_256_STATES("64 states a call: LSTM 256, a state", 64, lstm(256), 4 * lstm(256)),
    LSTM_64_STATES("64 states a call: LSTM 64, a state", 64, lstm(64), 4 * lstm(64)),
    GRU_32_STATES("64 states a call: GRU 32, a state", 64, gru(32), 4 * gru(32)),
    W6_INFER("W6 infer: LSTM 64 to 256, 100 steps, batch 32", 1, 3200L * 1024 * (64 + 256), 1_300_000),
    MULTIPLY_ADD("limit: multiply-adds", 1, 12 * 16 * 10_000, 0),
    READ_L1("limit: reads, 16 KiB", 1, 0, 1 << 14),
    READ_L2("limit: reads, 512 KiB", 1, 0, 1 << 19),
    READ_L3("limit: reads, 8 MiB", 1, 0, 1 << 23);

    private final String title;
    private final int units;
    private final long multiplyAdds;
    private final int weightBytes;

    Workload(String title, int units, long multiplyAdds, int weightBytes) {
        this.title = title;
        this.units = units;
        this.multiplyAdds = multiplyAdds;
        this.weightBytes = weightBytes;
    }

    /**
     * What the table calls it.
     *
     * @return a line
     */
    public String title() {
        return title;
    }

    /**
     * What one call counts as.
     *
     * @return 64 for 64 states, else 1
     */
    public int units() {
        return units;
    }

    /**
     * The arithmetic of a unit.
     *
     * @return its multiply-adds
     */
    public long multiplyAdds() {
        return multiplyAdds;
    }

    /**
     * What has to be read at least once in a call.
     *
     * @return the bytes of the weights
     */
    public int weightBytes() {
        return weightBytes;
    }

    /**
     * Whether it is a limit of the processor, which only kernels written by hand look for.
     *
     * @return true for those at the end
     */
    public boolean isLimit() {
        return compareTo(MULTIPLY_ADD) >= 0;
    }

    private static int lstm(int hidden) {
        return 4 * hidden * (16 + hidden);
    }

    private static int gru(int hidden) {
        return 3 * hidden * (16 + hidden);
    }
}
