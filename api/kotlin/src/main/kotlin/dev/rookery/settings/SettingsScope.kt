package dev.rookery.settings

import kotlin.properties.ReadWriteProperty
import kotlin.reflect.KProperty

/**
 * A settings record that is being changed, setting by setting: the receiver of `{ learningRate =
 * 2.5e-4 }`.
 *
 * Its settings are extension properties, each made by [setting] and in the package of the Java type
 * that declares it, such as `dev.rookery.core.settings` for what algorithms share. A property
 * exists for the records that have the setting, so that others do not compile. Not thread-safe.
 */
public class SettingsScope<C : Any> internal constructor(config: C) {

  /** The record with all changes so far. */
  public var config: C = config
    private set

  internal fun change(name: String, value: Any) {
    val record = Settings.with(config as Record, name, value)
    @Suppress("UNCHECKED_CAST") // The record that was changed is of the same class.
    config = record as C
  }
}

/**
 * The setting whose name the property has.
 *
 * ```kotlin
 * var SettingsScope<MyConfig>.quantiles: Int by setting(MyConfig::quantiles)
 * ```
 *
 * Setting it throws a [SettingsException] if the value is out of the setting's range, the record's
 * constructor refuses it, or the record has no setting of that name.
 *
 * @param C the record, or an interface of records
 * @param read reads the setting
 */
public fun <C : Any, T : Any> setting(read: (C) -> T): ReadWriteProperty<SettingsScope<out C>, T> =
  SettingProperty(read)

private class SettingProperty<C : Any, T : Any>(private val read: (C) -> T) :
  ReadWriteProperty<SettingsScope<out C>, T> {

  override fun getValue(thisRef: SettingsScope<out C>, property: KProperty<*>): T =
    read(thisRef.config)

  override fun setValue(thisRef: SettingsScope<out C>, property: KProperty<*>, value: T) {
    thisRef.change(property.name, value)
  }
}

/**
 * A copy with some settings changed: `DqnConfig.defaults().with { learningRate = 2.5e-4 }`.
 *
 * @throws SettingsException if a value is out of range, or the record's constructor refuses it
 */
public fun <C : Record> C.with(change: SettingsScope<C>.() -> Unit): C =
  SettingsScope(this).apply(change).config
