package dev.rookery.docs

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Compiles the Kotlin of the documentation, with Java's nullness as errors. */
class KotlinBlocksTest {

  @TempDir lateinit var folder: Path

  /**
   * A block's text, and whether it declares types; one that does not becomes the body of a function.
   */
  private fun source(number: Int, block: String): String {
    val body =
      if (Regex("^(?:@\\w+ ?|data |private |internal )*(?:class|object|interface) ", RegexOption.MULTILINE)
          .containsMatchIn(block)
      )
        block
      else "suspend fun block$number() {\n$block\n}"
    return (IMPORTS.map { "import $it.*" } + body).joinToString("\n")
  }

  private fun compile(sources: List<String>): Pair<ExitCode, String> {
    val files =
      sources.mapIndexed { i, source ->
        Files.writeString(folder.resolve("Block$i.kt"), source).toString()
      }
    val messages = ByteArrayOutputStream()
    val status =
      K2JVMCompiler()
        .exec(
          PrintStream(messages),
          "-no-stdlib",
          "-no-reflect",
          "-jvm-target",
          "17",
          "-Xjspecify-annotations=strict",
          "-classpath",
          System.getProperty("java.class.path"),
          "-d",
          folder.resolve("classes").toString(),
          *files.toTypedArray(),
        )
    return status to messages.toString()
  }

  @Test
  fun `every block compiles`() {
    val blocks =
      Files.list(Path.of("..", "..", "docs")).use { pages ->
        pages.toList().filter { it.toString().endsWith(".md") }.sorted().flatMap { page ->
          Regex("```kotlin\\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
            .findAll(Files.readString(page))
            .map { it.groupValues[1] }
        }
      }
    assertTrue(blocks.size >= 7, "${blocks.size} blocks")
    val (status, messages) = compile(blocks.mapIndexed { i, block -> source(i, block) })
    assertEquals(ExitCode.OK, status, messages)
  }

  @Test
  fun `a wrong block is found`() {
    val (status, messages) = compile(listOf(source(0, "val space: Space = Space.discrete(\"two\")")))
    assertNotEquals(ExitCode.OK, status)
    assertTrue(messages.contains("Block0.kt"), messages)
  }

  private companion object {
    val IMPORTS =
      listOf(
        "dev.rookery",
        "dev.rookery.algorithm",
        "dev.rookery.dqn",
        "dev.rookery.environment",
        "dev.rookery.metrics",
        "dev.rookery.settings",
        "dev.rookery.training",
        "java.nio",
        "java.nio.channels",
        "java.nio.file",
        "kotlinx.coroutines",
        "kotlinx.coroutines.flow",
      )
  }
}
