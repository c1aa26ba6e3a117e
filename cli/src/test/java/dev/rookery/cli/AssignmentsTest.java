package dev.rookery.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
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
  void valuesOfAWrapperMayHoldCommas() {
    var wrapper = Assignments.wrapper("stack:sizes=1,2,3, name=a:b");
    assertEquals("stack", wrapper.name().value());
    assertEquals("1,2,3", wrapper.settings().get("sizes").value());
    assertEquals("a:b", wrapper.settings().get("name").value());
    assertEquals(Map.of(), Assignments.wrapper("stack").settings());
  }
}
