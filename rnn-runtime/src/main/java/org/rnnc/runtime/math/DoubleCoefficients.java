// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.math;

/**
 * The numbers behind {@link DoubleMath}, public so that a vector engine can do the same arithmetic. They are compile-time
 * constants: changing one changes results, and so asks for a new number in {@link org.rnnc.runtime.generated.Abi}. How they were derived stands in
 * {@code docs/numerics.md}.
 */
public final class DoubleCoefficients {
    /** ln 2, rounded. */
    public static final double LN2_HIGH = 0x1.62e42fefa39efp-1;

    /** ln 2 less {@link #LN2_HIGH}. */
    public static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    /** 1 / ln 2. */
    public static final double LOG2_E = 0x1.71547652b82fep+0;

    /** Added to a small number and taken away again, leaves the nearest integer; its low bits are that integer. */
    public static final double ROUNDER = 0x1.8p52;

    /** The bits of {@link #ROUNDER}. */
    public static final long ROUNDER_BITS = 0x4338000000000000L;

    /** The bits of sqrt(1/2), where the mantissas of log begin. */
    public static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    /** Lower bound of exp's argument: the result is 0 there. */
    public static final double EXP_LOWEST = -746;

    /** Upper bound of exp's and expm1's argument: the result is infinite there. */
    public static final double EXP_HIGHEST = 710;

    /** Lower bound of expm1's argument: the result is -1 there. */
    public static final double EXPM1_LOWEST = -40;

    /** Bound of tanh's argument: the result is 1 there. */
    public static final double TANH_BOUND = 20;

    /** Coefficient of r^0 in (e^r - 1 - r) / r^2. */
    public static final double EXP_0 = 0x1.0000000000001p-1;

    /** Coefficient of r^1 in (e^r - 1 - r) / r^2. */
    public static final double EXP_1 = 0x1.5555555555557p-3;

    /** Coefficient of r^2 in (e^r - 1 - r) / r^2. */
    public static final double EXP_2 = 0x1.5555555554d3dp-5;

    /** Coefficient of r^3 in (e^r - 1 - r) / r^2. */
    public static final double EXP_3 = 0x1.11111111100e6p-7;

    /** Coefficient of r^4 in (e^r - 1 - r) / r^2. */
    public static final double EXP_4 = 0x1.6c16c16f0a0bdp-10;

    /** Coefficient of r^5 in (e^r - 1 - r) / r^2. */
    public static final double EXP_5 = 0x1.a01a01abe2fefp-13;

    /** Coefficient of r^6 in (e^r - 1 - r) / r^2. */
    public static final double EXP_6 = 0x1.a019f39772b0bp-16;

    /** Coefficient of r^7 in (e^r - 1 - r) / r^2. */
    public static final double EXP_7 = 0x1.71de023f73a8bp-19;

    /** Coefficient of r^8 in (e^r - 1 - r) / r^2. */
    public static final double EXP_8 = 0x1.28022443148f4p-22;

    /** Coefficient of r^9 in (e^r - 1 - r) / r^2. */
    public static final double EXP_9 = 0x1.af4dcfd60c0eap-26;

    /** Coefficient of r^10 in (e^r - 1 - r) / r^2. */
    public static final double EXP_10 = 0x1.e631fc1a95af6p-30;

    /** Coefficient of z^0 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_0 = 0x1.5555555555556p-1;

    /** Coefficient of z^1 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_1 = 0x1.999999999956bp-2;

    /** Coefficient of z^2 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_2 = 0x1.24924924c1558p-2;

    /** Coefficient of z^3 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_3 = 0x1.c71c71a62ac39p-3;

    /** Coefficient of z^4 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_4 = 0x1.745d1df63cbd3p-3;

    /** Coefficient of z^5 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_5 = 0x1.3b12d72c71132p-3;

    /** Coefficient of z^6 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_6 = 0x1.11232f59b74cdp-3;

    /** Coefficient of z^7 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_7 = 0x1.dfe48aee360a3p-4;

    /** Coefficient of z^8 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_8 = 0x1.c162fb0fb9f15p-4;

    /** Coefficient of z^9 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_9 = 0x1.1eac2a2163c85p-4;

    /** Coefficient of z^10 in (2 atanh(s) - 2 s) / s^3, z = s^2. */
    public static final double ATANH_10 = 0x1.511a7ed9ff3f1p-3;

    /** Bound of erf's argument: the result is 1 there. */
    public static final double ERF_BOUND = 5.95;

    /** Coefficient of u^0 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_0 = 0x1.06eba8214db68p-3;

    /** Coefficient of u^1 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_1 = -0x1.812746b0379bdp-2;

    /** Coefficient of u^2 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_2 = 0x1.ce2f21a040d0ep-4;

    /** Coefficient of u^3 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_3 = -0x1.b82ce311fa745p-6;

    /** Coefficient of u^4 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_4 = 0x1.565bccf92705p-8;

    /** Coefficient of u^5 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_5 = -0x1.c02db03d3325ep-11;

    /** Coefficient of u^6 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_6 = 0x1.f9a2ba995269fp-14;

    /** Coefficient of u^7 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_7 = -0x1.f4ca4c7981408p-17;

    /** Coefficient of u^8 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_8 = 0x1.b97fca33efe7ep-20;

    /** Coefficient of u^9 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_9 = -0x1.5c06eadb5b527p-23;

    /** Coefficient of u^10 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_10 = 0x1.d71968f429a97p-27;

    /** Coefficient of u^11 in erf(x) / x - 1, u = x^2, for x up to 1. */
    public static final double ERF_11 = -0x1.aba94a639a50ep-31;

    /** Coefficient of t^0 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_0 = 0x1.058671b52c78fp-2;

    /** Coefficient of t^1 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_1 = -0x1.b57034efd3e96p-2;

    /** Coefficient of t^2 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_2 = 0x1.eeea7dc89a2e6p-3;

    /** Coefficient of t^3 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_3 = -0x1.437f0b6a2f91cp-4;

    /** Coefficient of t^4 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_4 = 0x1.e947169805d76p-9;

    /** Coefficient of t^5 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_5 = 0x1.ca95f9ad0bad1p-8;

    /** Coefficient of t^6 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_6 = -0x1.bc24a1bc55e19p-11;

    /** Coefficient of t^7 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_7 = -0x1.0170f2e41f278p-10;

    /** Coefficient of t^8 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_8 = 0x1.690aa0b1012a1p-15;

    /** Coefficient of t^9 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_9 = 0x1.6d2faabbe457ap-13;

    /** Coefficient of t^10 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_10 = 0x1.1426e70947d68p-15;

    /** Coefficient of t^11 in e^(x^2) (1 - erf(x)), t = (x - 2) / (x + 2), for x from 1 on. */
    public static final double ERFC_11 = -0x1.8acf7787537a2p-17;

    private DoubleCoefficients() {}
}
