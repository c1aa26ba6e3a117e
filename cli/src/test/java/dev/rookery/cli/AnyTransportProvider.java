package dev.rookery.cli;

import dev.rookery.settings.Setting;
import dev.rookery.transport.Transport;
import dev.rookery.transport.TransportProvider;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A transport, which cannot be made, with settings of every type. */
public final class AnyTransportProvider implements TransportProvider {

  /** One of a few. */
  public enum Choice {
    FIRST,
    SECOND_ONE
  }

  /** A setting of every type. */
  public record Config(
      @Setting("A number that is whole.") int integer,
      @Setting("A number that is long.") long longInteger,
      @Setting("A number.") double number,
      @Setting("Whether or not.") boolean flag,
      @Setting("What is said.") String text,
      @Setting("Which of a few.") Choice choice,
      @Setting("Numbers that are whole.") List<Integer> integers,
      @Setting("Numbers, any.") List<Double> numbers,
      @Setting("What is said by some.") List<String> texts) {

    private record Lists(List<Integer> integers, List<Double> numbers, List<String> texts) {}

    /** All there are, apart from characters that no command line can have. */
    static Arbitrary<Config> any() {
      Arbitrary<String> text = anyText();
      return Combinators.combine(
              Arbitraries.integers(),
              Arbitraries.longs(),
              anyNumber(),
              Arbitraries.of(true, false),
              text,
              Arbitraries.of(Choice.class),
              Combinators.combine(
                      Arbitraries.integers().list().ofMaxSize(3),
                      anyNumber().list().ofMaxSize(3),
                      text.list().ofMaxSize(3))
                  .as(Lists::new))
          .as(
              (integer, longInteger, number, flag, word, choice, lists) ->
                  new Config(
                      integer,
                      longInteger,
                      number,
                      flag,
                      word,
                      choice,
                      lists.integers,
                      lists.numbers,
                      lists.texts));
    }

    /** Texts that a command line can have. */
    static Arbitrary<String> anyText() {
      return Arbitraries.oneOf(
              Arbitraries.strings().ofMaxLength(20),
              Arbitraries.strings()
                  .withChars("'\"\\$`!~*?#&;|<>(){}[]=,: \t\n\rä@a")
                  .ofMaxLength(8))
          .map(text -> text.replace("\0", "").replaceAll("[\\ud800-\\udfff]", ""));
    }

    private static Arbitrary<Double> anyNumber() {
      return Arbitraries.oneOf(
          Arbitraries.doubles(),
          Arbitraries.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE));
    }
  }

  @Override
  public String name() {
    return "test-transport";
  }

  @Override
  public String description() {
    return "only for tests";
  }

  @Override
  public Config defaultSettings() {
    return new Config(
        1, 2, 0.5, true, "", Choice.FIRST, List.of(64, 32), List.of(1e-7), List.of("a, b", ""));
  }

  @Override
  public Transport create(Record settings) {
    throw new UnsupportedOperationException();
  }
}
