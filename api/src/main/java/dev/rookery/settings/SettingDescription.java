package dev.rookery.settings;

import java.util.List;

/**
 * One setting, for people.
 *
 * @param name the record component's name
 * @param type {@code integer}, {@code number}, {@code boolean}, {@code text}, one of the choices,
 *     or a {@code list of} one of these
 * @param defaultValue the default: a number, boolean, string or list
 * @param range which values are allowed, for example {@code "above 0, at most 1"}; empty if any
 * @param choices the alternatives of a choice; empty otherwise
 * @param meaning one sentence
 */
public record SettingDescription(
    String name,
    String type,
    Object defaultValue,
    String range,
    List<String> choices,
    String meaning) {}
