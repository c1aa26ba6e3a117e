@org.jspecify.annotations.NullMarked
package dev.rookery.core.continuous;
