package dev.rookery.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.settings.Sample.Exploration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SettingsProperties {

  @Property
  void whatIsMappedIsReadBack(@ForAll("samples") Sample sample) {
    assertEquals(sample, Settings.with(Sample.DEFAULTS, Settings.toMap(sample)));
  }

  @Property
  void whatIsWrittenAsTextIsReadBack(@ForAll("samples") Sample sample) {
    Map<String, Object> texts = new HashMap<>(Settings.toMap(sample));
    texts.replaceAll((name, value) -> Settings.text(value));
    assertEquals(sample, Settings.with(Sample.DEFAULTS, texts));
  }

  @Property
  void theDescriptionHasTheMapsNamesAndValues(@ForAll("samples") Sample sample) {
    Map<String, Object> map = Settings.toMap(sample);
    List<SettingDescription> description = Settings.describe(sample);
    assertEquals(
        List.copyOf(map.keySet()), description.stream().map(SettingDescription::name).toList());
    assertEquals(
        List.copyOf(map.values()),
        description.stream().map(SettingDescription::defaultValue).toList());
  }

  @Property
  void changesOfDifferentSettingsCommute(
      @ForAll("samples") Sample sample, @ForAll("samples") Sample other) {
    Sample oneWay =
        Settings.with(Settings.with(sample, "rate", other.rate()), "sizes", other.sizes());
    Sample otherWay =
        Settings.with(Settings.with(sample, "sizes", other.sizes()), "rate", other.rate());
    assertEquals(oneWay, otherWay);
  }

  /** Whatever somebody types, the answer is a value within its range or a message. */
  @Property
  void anyTextIsTakenOrRefusedWithAMessage(
      @ForAll("names") String name, @ForAll("texts") String text) {
    try {
      Sample changed = Settings.with(Sample.DEFAULTS, name, text);
      assertTrue(changed.count() >= 1 && changed.count() <= 10);
      assertTrue(changed.rate() > 0 && changed.rate() <= 1);
      assertTrue(changed.sizes().stream().allMatch(size -> size >= 1 && size <= 100));
    } catch (SettingsException e) {
      String refusal = "(?s)(setting '%s' must be|count \\d+ is above|label must not) .*";
      assertTrue(e.getMessage().matches(refusal.formatted(name)), e.getMessage());
    }
  }

  @Property
  void aNameThatIsNoneIsRefused(@ForAll("texts") String name) {
    if (!Settings.toMap(Sample.DEFAULTS).containsKey(name)) {
      String message =
          assertThrows(SettingsException.class, () -> Settings.with(Sample.DEFAULTS, name, 1))
              .getMessage();
      assertTrue(message.startsWith("unknown setting '" + name + "'"), message);
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(Settings.toMap(Sample.DEFAULTS).keySet());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(12),
        Arbitraries.strings().withChars("0123456789+-.,e_[] ").ofMaxLength(8),
        Arbitraries.of("NaN", "-Infinity", "1e999999999", "1e-999999999", "0x1p3", "1f"));
  }

  @Provide
  Arbitrary<Sample> samples() {
    Arbitrary<String> word =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(8),
            Arbitraries.strings().withChars(",\"\\[] a\n").ofMaxLength(6));
    return Combinators.combine(
            Arbitraries.integers().between(1, 10),
            Arbitraries.longs().between(10, Long.MAX_VALUE),
            Arbitraries.doubles().between(0, false, 1, true),
            Arbitraries.doubles(),
            word.filter(label -> !label.isEmpty()),
            Arbitraries.of(Exploration.class),
            Arbitraries.integers().between(1, 100).list().ofMaxSize(5),
            Combinators.combine(
                    Arbitraries.doubles().greaterOrEqual(-1).list().ofMaxSize(5),
                    word.list().ofMaxSize(3))
                .as(Lists::new))
        .as(
            (count, total, rate, free, label, exploration, sizes, lists) ->
                new Sample(
                    count,
                    total,
                    rate,
                    free,
                    count % 2 == 0,
                    label,
                    exploration,
                    sizes,
                    lists.weights(),
                    lists.sinks()));
  }

  private record Lists(List<Double> weights, List<String> sinks) {}
}
