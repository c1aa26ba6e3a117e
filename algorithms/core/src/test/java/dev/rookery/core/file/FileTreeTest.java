package dev.rookery.core.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

  @TempDir Path directory;

  @Test
  void everythingBelowIsDeletedAndNothingBeside() throws IOException {
    Path top = directory.resolve("top");
    Path kept = Files.writeString(directory.resolve("kept"), "");
    Files.createDirectories(top.resolve("a/b"));
    Files.writeString(top.resolve("a/b/file"), "");
    FileTree.delete(top);
    assertFalse(Files.exists(top));
    assertTrue(Files.exists(kept));
    FileTree.delete(top);
    FileTree.delete(kept);
    assertFalse(Files.exists(kept));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatALinkLeadsToStays() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path file = Files.writeString(elsewhere.resolve("file"), "");
    Path top = Files.createDirectory(directory.resolve("top"));
    Files.createSymbolicLink(top.resolve("link"), elsewhere);
    FileTree.delete(top);
    assertFalse(Files.exists(top));
    assertTrue(Files.exists(file));
  }
}
