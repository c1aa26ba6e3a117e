/** Reads the golden data of losses and targets for the {@code *GoldenTest}s. */
package dev.rookery.core.golden;
