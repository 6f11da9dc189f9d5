// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.annotation;

/** The rule of one update of the parameters. */
public enum OptimizerKind {
    /** Stochastic gradient descent. */
    SGD,
    /** Gradient descent with momentum: Polyak (1964). */
    MOMENTUM,
    /** Gradient descent with a look ahead: Nesterov (1983). */
    NESTEROV,
    /** Duchi, Hazan and Singer (2011). */
    ADAGRAD,
    /** Zeiler (2012). */
    ADADELTA,
    /** Tieleman and Hinton (2012). */
    RMSPROP,
    /** Kingma and Ba (2015). */
    ADAM,
    /** Loshchilov and Hutter (2019). */
    ADAMW,
    /** Reddi, Kale and Kumar (2018). */
    AMSGRAD,
    /** Dozat (2016). */
    NADAM,
    /** Liu et al. (2020). */
    RADAM,
    /** Kingma and Ba (2015), section 7.1. */
    ADAMAX,
    /** Chen (2023). */
    LION,
    /** Riedmiller and Braun (1993). */
    RPROP
}
