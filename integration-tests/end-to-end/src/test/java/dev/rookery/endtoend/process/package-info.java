/**
 * The command line in real processes, killed, interrupted and fed with nonsense. {@link
 * dev.rookery.endtoend.process.Distribution} starts them through the real launcher; {@link
 * dev.rookery.endtoend.process.InProcess} runs commands without a process, where none is needed.
 */
@NullMarked
package dev.rookery.endtoend.process;

import org.jspecify.annotations.NullMarked;
