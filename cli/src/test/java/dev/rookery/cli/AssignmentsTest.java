package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rookery.runtime.config.ConfigLayer;
import dev.rookery.settings.Setting;
import dev.rookery.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AssignmentsTest {

  @Test
  void aPrefixSaysWhoseSettingItIs() {
    Assignments sections =
        Assignments.parse(List.of("a=1", "algorithm.b=2", "environment.c=x=y", "run.d="));
    assertEquals(List.of("a", "b"), List.copyOf(sections.of("algorithm").keySet()));
    assertEquals("x=y", sections.of("environment").get("c").value());
    assertEquals("", sections.of("run").get("d").value());
    assertEquals(Map.of(), sections.of("transport"));
    assertEquals(
        List.of("algorithm.a", "algorithm.b", "environment.c", "run.d"), sections.names().toList());
  }

  @Test
  void aValueKeepsItsBlanks() {
    Assignments assigned = Assignments.parse(List.of(" transport.name = a b ", "label=\t"));
    assertEquals(" a b ", assigned.of("transport").get("name").value());
    assertEquals("\t", assigned.of("algorithm").get("label").value());
    assertEquals(
        Map.of("name", " a ", "label", " b"), values(Assignments.wrapper("x:name= a , label= b")));
  }

  @Test
  void valuesOfAWrapperMayHoldCommas() {
    var wrapper = Assignments.wrapper("stack:sizes=1,2,3, name=a:b");
    assertEquals("stack", wrapper.name().value());
    assertEquals(Map.of("sizes", "1,2,3", "name", "a:b"), values(wrapper));
    assertEquals(Map.of(), Assignments.wrapper("stack").settings());
  }

  @Test
  void aCommaInQuotesOrBracketsDoesNotEndAValueOfAWrapper() {
    assertEquals(
        Map.of("names", "[\"a, b=1\", c]", "times", "3"),
        values(Assignments.wrapper("x:names=[\"a, b=1\", c],times=3")));
    assertEquals(
        Map.of("names", "\"\\\", b=1\"", "times", "3"),
        values(Assignments.wrapper("x:names=\"\\\", b=1\",times=3")));
    assertEquals(
        Map.of("names", "[a, b=1]", "times", "3"),
        values(Assignments.wrapper("x:names=[a, b=1],times=3")));
    assertEquals( // A quote without another is a character like others.
        Map.of("width", "5\"", "times", "3"), values(Assignments.wrapper("x:width=5\",times=3")));
  }

  /** The text of any list comes through, whatever stands beside it. */
  @Property
  void listsOfAWrapperComeThrough(
      @ForAll @Size(max = 4) List<@From("entries") String> first,
      @ForAll @Size(max = 4) List<@From("entries") String> second) {
    String text = "x:first=" + Settings.text(first) + ",second=" + Settings.text(second);
    Lists lists = new Lists(List.of(), List.of());
    assertEquals(new Lists(first, second), Settings.with(lists, values(Assignments.wrapper(text))));
  }

  @Provide
  Arbitrary<String> entries() {
    return Arbitraries.oneOf(
        Arbitraries.strings(), Arbitraries.strings().withChars(",=\"\\[] ab\n").ofMaxLength(8));
  }

  private record Lists(
      @Setting("The first.") List<String> first, @Setting("The second.") List<String> second) {}

  private static Map<String, Object> values(ConfigLayer.Section wrapper) {
    Map<String, Object> values = new HashMap<>();
    wrapper.settings().forEach((name, given) -> values.put(name, given.value()));
    return values;
  }
}
