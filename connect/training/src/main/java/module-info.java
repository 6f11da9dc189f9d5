// SPDX-License-Identifier: Apache-2.0

/**
 * What a program that trains models of rnnc needs besides them: data, the training loop, metrics. One that only runs models
 * does without. It depends on nothing but the runtime.
 */
module org.rnnc.training {
    requires transitive org.rnnc.runtime;
    // Annotations, which nothing that runs needs, as in the runtime.
    requires static org.jspecify;

    exports org.rnnc.training;
    exports org.rnnc.training.data;
    exports org.rnnc.training.metric;
}
