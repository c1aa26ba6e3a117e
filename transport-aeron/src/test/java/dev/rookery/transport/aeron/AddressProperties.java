package dev.rookery.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rookery.settings.SettingsException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class AddressProperties {

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("aZ09.-_ä").ofMinLength(1).ofMaxLength(30),
        Arbitraries.strings()
            .withChars("0123456789abcdef:.%")
            .ofMinLength(1)
            .ofMaxLength(40)
            .map(host -> "[" + host + "]"));
  }

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll("hosts") String host, @ForAll @IntRange(min = 1, max = 65_534) int port) {
    Address address = new Address(host, port);
    assertEquals(address, Address.parse(address.toString()));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(10),
        Arbitraries.strings().withChars("a1:[]|?=,+ \n").ofMaxLength(10));
  }

  /** Whatever is accepted is written so that it is accepted again, and names the same. */
  @Property
  void whatIsReadIsWrittenAndReadAgain(@ForAll("texts") String text) {
    Address address;
    try {
      address = Address.parse(text);
    } catch (SettingsException e) {
      return;
    }
    assertEquals(address, Address.parse(address.toString()));
  }

  /** Channels of Aeron give these characters a meaning. */
  @Example
  void charactersThatAChannelGivesAMeaningAreRefused() {
    for (String host : new String[] {"a|b", "a?b", "a=b", "a,b", "a b", "a\nb", "a\n|\nb"}) {
      assertThrows(SettingsException.class, () -> Address.parse(host + ":7043"), host);
    }
  }
}
