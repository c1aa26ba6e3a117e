package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.cli.AnyTransportProvider.Config;
import dev.rookery.settings.SettingDescription;
import dev.rookery.settings.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every default that {@code describe} prints is what {@code --set} takes. */
class DescribeProperties {

  @Property
  void defaultsAreReadBack(@ForAll("configs") Config defaults) {
    Map<String, Object> values = new HashMap<>();
    printed(Settings.describe(defaults))
        .forEach(
            (name, text) -> {
              Assignments assigned = Assignments.parse(List.of("transport." + name + "=" + text));
              values.put(name, assigned.of("transport").get(name).value());
            });
    Config other = new AnyTransportProvider().defaultSettings();
    assertEquals(defaults, Settings.with(other, values));
  }

  /** What stands between {@code default} and the last semicolon of each setting. */
  private static Map<String, String> printed(List<SettingDescription> settings) {
    String text =
        DescribeCommand.text(new DescribeCommand.Described("transport", "x", "", settings));
    Map<String, String> printed = new HashMap<>();
    List<SettingDescription> backwards = new ArrayList<>(settings);
    Collections.reverse(backwards);
    for (SettingDescription setting : backwards) {
      int meaning = text.lastIndexOf(setting.meaning());
      String lines = text.substring(meaning + setting.meaning().length());
      String value = lines.substring(lines.indexOf("default ") + "default ".length());
      printed.put(setting.name(), value.substring(0, value.lastIndexOf("; ")));
      text = text.substring(0, meaning);
    }
    return printed;
  }

  @Provide
  Arbitrary<Config> configs() {
    return Config.any();
  }
}
