/**
 * Rookery on engines that place and restart processes: a real Slurm, whose nodes are network
 * namespaces of this machine.
 */
@NullMarked
package dev.rookery.engines;

import org.jspecify.annotations.NullMarked;
