package dev.rookery.core.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class GoldenLossesTest {

  private static JsonNode file(String loss) throws JsonProcessingException {
    return new ObjectMapper()
        .readTree("{\"cases\": [{\"loss\": \"n-step\"}, {\"loss\": \"%s\"}]}".formatted(loss));
  }

  @Test
  void aLossThatNoTestKnowsFails() throws JsonProcessingException {
    JsonNode root = file("categorical-v2");
    AssertionError error =
        assertThrows(AssertionError.class, () -> GoldenLosses.select(root, "n-step"));
    assertEquals("no test knows the golden cases of 'categorical-v2'", error.getMessage());
  }

  @Test
  void casesOfOtherTestsAreLeftOut() throws JsonProcessingException {
    assertEquals(1, GoldenLosses.select(file("categorical"), "n-step").size());
  }

  @Test
  void noTestReadsALossThatIsNotListed() throws JsonProcessingException {
    JsonNode root = file("gae-v2");
    assertThrows(AssertionError.class, () -> GoldenLosses.select(root, "gae-v2"));
  }
}
