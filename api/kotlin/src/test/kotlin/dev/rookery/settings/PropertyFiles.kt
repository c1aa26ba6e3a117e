package dev.rookery.settings

import dev.rookery.algorithm.AlgorithmConfig
import dev.rookery.training.RunSettings
import java.lang.reflect.Method
import java.lang.reflect.ParameterizedType
import java.lang.reflect.RecordComponent
import java.lang.reflect.Type
import java.nio.file.Files
import java.nio.file.Path
import java.util.stream.Collectors

/**
 * The source files that have a property for each setting of Rookery's records: of each interface or
 * record that declares settings, a file of its name in its package. What a property's comment says
 * is what [Setting] does.
 */
internal object PropertyFiles {

  /** The config records of all algorithms in the repository. */
  fun configs(): List<Class<out Record>> =
    Files.walk(Path.of("..", "..", "algorithms")).use { files ->
      files
        .map { it.toString().replace('\\', '/') }
        .filter { it.contains("/src/main/java/") && it.endsWith("Config.java") }
        .map { it.substringAfter("/src/main/java/").removeSuffix(".java").replace('/', '.') }
        .sorted()
        .map { Class.forName(it) }
        .filter { it.isRecord && AlgorithmConfig::class.java.isAssignableFrom(it) }
        .map { it.asSubclass(Record::class.java) }
        .collect(Collectors.toList())
    }

  /** The settings of a record: all of its components but the one that says what was chosen. */
  fun settings(record: Class<out Record>): List<RecordComponent> =
    record.recordComponents.filter { it.type != Explicit::class.java }

  /** Source text by path below the source folder. */
  fun all(): Map<String, String> {
    val types = configs().flatMap { config -> settings(config).map { declaring(config, it) } }
    return types.distinct().associate { path(it) to ofAlgorithm(it) } +
      (path(RunSettings::class.java) to ofRun())
  }

  private fun path(type: Class<*>) = type.name.replace('.', '/') + ".kt"

  /** The interface that declares a record's setting, the nearest one; the record if none does. */
  private fun declaring(config: Class<out Record>, component: RecordComponent): Class<*> {
    val all = interfaces(config).distinct().filter { setting(it, component.name) != null }
    return all.firstOrNull { one -> all.none { it != one && one.isAssignableFrom(it) } } ?: config
  }

  private fun interfaces(type: Class<*>): List<Class<*>> =
    type.interfaces.flatMap { listOf(it) + interfaces(it) }

  private fun setting(type: Class<*>, name: String): Method? =
    type.declaredMethods.firstOrNull {
      it.name == name && it.isAnnotationPresent(Setting::class.java)
    }

  private fun ofAlgorithm(type: Class<*>): String {
    val settings =
      if (type.isRecord) {
        val record = type.asSubclass(Record::class.java)
        settings(record)
          .filter { declaring(record, it) == type }
          .map { One(it.name, it.genericType, it.getAnnotation(Setting::class.java)) }
      } else {
        type.declaredMethods
          .filter { it.isAnnotationPresent(Setting::class.java) }
          .sortedBy { it.name }
          .map { One(it.name, it.genericReturnType, it.getAnnotation(Setting::class.java)) }
      }
    val self = type.simpleName + if (type.isRecord) "" else "<*>"
    val receiver = "SettingsScope<${if (type.isRecord) self else "out $self"}>"
    return file(
      type,
      listOf("dev.rookery.settings.SettingsScope", "dev.rookery.settings.setting"),
      settings,
    ) {
      "public var $receiver.${it.name}: ${it.kotlin()} by setting($self::${it.name})"
    }
  }

  private fun ofRun(): String =
    file(
      RunSettings::class.java,
      emptyList(),
      settings(RunSettings::class.java)
        .filter { it.name != "actorProcesses" } // has an effect on the actors: Training.kt
        .map { One(it.name, it.genericType, it.getAnnotation(Setting::class.java)) },
    ) {
      "public var Training.Builder.${it.name}: ${it.kotlin()} by runSetting(RunSettings::${it.name})"
    }

  private fun file(
    type: Class<*>,
    imports: List<String>,
    settings: List<One>,
    property: (One) -> String,
  ): String {
    val all =
      (imports + settings.mapNotNull { it.import(type.packageName) }).distinct().sorted().map {
        "import $it"
      }
    val properties = settings.joinToString("\n\n") { "/** ${it.comment()} */\n${property(it)}" }
    return "package ${type.packageName}\n\n${all.joinToString("\n")}\n\n$properties\n"
  }

  /** A setting. */
  private class One(val name: String, val type: Type, val setting: Setting) {

    fun kotlin(): String = kotlin(type)

    private fun kotlin(type: Type): String =
      when (type) {
        is ParameterizedType -> "List<${kotlin(type.actualTypeArguments.single())}>"
        else -> (type as Class<*>).kotlin.simpleName!!
      }

    fun import(packageName: String): String? =
      (type as? Class<*>)
        ?.takeIf { it.isEnum && it.packageName != packageName }
        ?.name
        ?.replace('$', '.')

    /** The meaning and the range. */
    fun comment(): String {
      val low =
        if (setting.min.isInfinite()) null
        else (if (setting.aboveMin) "above " else "at least ") + number(setting.min)
      val high = if (setting.max.isInfinite()) null else "at most " + number(setting.max)
      val range = listOfNotNull(low, high).joinToString(", ")
      return if (range.isEmpty()) setting.value
      else "${setting.value} ${range.replaceFirstChar { it.uppercaseChar() }}."
    }

    private fun number(value: Double) =
      if (value == Math.rint(value)) value.toLong().toString() else value.toString()
  }
}
