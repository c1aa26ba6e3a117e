package dev.rookery.settings;

/**
 * A settings record that is changed by names. Interfaces that declare settings which several
 * records share extend it, and give each setting a method to change it:
 *
 * <pre>{@code
 * public interface ReplaySettings<C extends Record> extends SettingsRecord<C> {
 *
 *   @Setting(value = "Orders taken together.", min = 1, defaultValue = "64")
 *   int batchSize();
 *
 *   default C withBatchSize(int value) {
 *     return with("batchSize", value);
 *   }
 * }
 * }</pre>
 *
 * @param <C> the record
 */
public interface SettingsRecord<C extends Record> {

  /**
   * A copy with one setting changed.
   *
   * @throws SettingsException as {@link Settings#with} does
   */
  @SuppressWarnings("unchecked") // A record implements this for itself.
  default C with(String setting, Object value) {
    return Settings.with((C) this, setting, value);
  }
}
