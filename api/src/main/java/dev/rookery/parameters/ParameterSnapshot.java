package dev.rookery.parameters;

import java.nio.ByteBuffer;

/**
 * All parameters of a network at one moment of training. A view: it is valid only during the call
 * that hands it over, so copy what must stay.
 *
 * @param version grows with every publication, from 1
 * @param environmentSteps how many environment steps the learner had seen
 * @param learnerSteps how many updates had been made
 * @param layoutHash the {@link ParameterLayout#layoutHash()} of the values
 * @param values float32 in the machine's byte order, between the buffer's position and limit
 */
public record ParameterSnapshot(
    long version, long environmentSteps, long learnerSteps, long layoutHash, ByteBuffer values) {}
