package dev.rookery.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.settings.Settings;
import dev.rookery.settings.SettingsException;
import dev.rookery.training.RunSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

  @ParameterizedTest
  @CsvSource({"cpu, -1", "cpu-staged, -1", "cuda, 0", "cuda:0, 0", "cuda:12, 12"})
  void namesSayWhichGpu(String name, int gpu) {
    Device device = new Device(name);
    assertEquals(gpu, device.gpu());
    assertEquals(gpu >= 0, device.isGpu());
    assertEquals(name, device.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CUDA", "cuda:", "cuda:x", "cuda:-1", "cuda:1000"})
  void otherNamesAreRefused(String name) {
    assertThrows(SettingsException.class, () -> new Device(name));
  }

  @Test
  void aRunNamesTheSettingThatIsWrong() {
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> Settings.with(RunSettings.defaults(), Map.of("learnerDevice", "gpu")));
    assertTrue(refused.getMessage().contains("learnerDevice: there is no device 'gpu'"));
  }
}
